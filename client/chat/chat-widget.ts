import { chatState } from './chat-state.ts'

/** HubSpot's chat, as its loader script knows it (developers.hubspot.com, chat widget SDK, read November 2026). */
interface Conversations {
  readonly widget?: {
    readonly load?: (options: { readonly widgetOpen: boolean }) => void
    readonly open?: () => void
    readonly close?: () => void
    readonly refresh?: () => void
    readonly remove?: () => void
    readonly status?: () => { readonly loaded: boolean }
  }
  readonly on?: (event: string, listener: (payload: { readonly unreadCount?: number }) => void) => void
  readonly clear?: (options: { readonly resetWidget: boolean }) => void
}

declare global {
  interface Window {
    hsConversationsSettings?: { readonly identificationEmail?: string; readonly identificationToken?: string }
    hsConversationsOnReady?: (() => void)[]
    HubSpotConversations?: Conversations
  }
}

export interface ChatSettings {
  readonly scriptUrl: string
  readonly identificationEmail: string | null
  readonly identificationToken: string | null
}

const scriptId = 'hs-script-loader'

/** Puts the chat on the page, once in its life: HubSpot's script stays until the page is left. */
export function startChat({ scriptUrl, identificationEmail, identificationToken }: ChatSettings): void {
  if (document.getElementById(scriptId)) return
  // Before the loader, which reads it once. A token without its address, or the other way round, vouches for nobody.
  window.hsConversationsSettings =
    identificationEmail !== null && identificationToken !== null ? { identificationEmail, identificationToken } : {}
  window.hsConversationsOnReady = [follow]
  const script = document.createElement('script')
  script.id = scriptId
  script.src = scriptUrl
  script.async = true
  // Blocked or out of reach: there is no chat then, and nothing else is missing.
  script.addEventListener('error', () => script.remove())
  document.head.append(script)
}

/** Shows the button in the header once there is something to open, and follows what is done within the chat itself. */
function follow(): void {
  const conversations = window.HubSpotConversations
  const ready = () => chatState.set({ stage: 'ready', toggle })
  conversations?.on?.('widgetLoaded', ready)
  conversations?.on?.('widgetClosed', ready)
  conversations?.on?.('unreadConversationCountChanged', ({ unreadCount }) =>
    chatState.set({ unread: unreadCount ?? 0 }),
  )
  if (conversations?.widget?.status?.().loaded) ready()
}

function toggle(): void {
  const widget = window.HubSpotConversations?.widget
  if (chatState.get().stage === 'open') {
    chatState.set({ stage: 'ready' })
    widget?.close?.()
    return
  }
  chatState.set({ stage: 'open', unread: 0 })
  // On an address that its targeting leaves out, HubSpot has taken it off the page.
  if (widget?.status?.().loaded === false) widget.load?.({ widgetOpen: true })
  else widget?.open?.()
}

/** HubSpot shows chats by address, which changes here without a page load. */
export function refreshChat(): void {
  window.HubSpotConversations?.widget?.refresh?.()
}

/** Forgets who chatted, in the browser too: the next person at this machine is somebody else. */
export function endChat(): void {
  window.hsConversationsSettings = {}
  chatState.set(null)
  window.HubSpotConversations?.clear?.({ resetWidget: true })
  window.HubSpotConversations?.widget?.remove?.()
  document.getElementById(scriptId)?.remove()
}
