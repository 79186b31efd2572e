import { chatState } from './chat-state.ts'

/** The API of HubSpot's chat loader (developers.hubspot.com, chat widget SDK, read November 2026). */
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

/** Loads the chat, once per page load: HubSpot's script cannot be unloaded. */
export function startChat({ scriptUrl, identificationEmail, identificationToken }: ChatSettings): void {
  if (document.getElementById(scriptId)) return
  // Must be set before the loader runs, which reads it once. A token without an email address, or the reverse,
  // identifies no visitor.
  window.hsConversationsSettings =
    identificationEmail !== null && identificationToken !== null ? { identificationEmail, identificationToken } : {}
  window.hsConversationsOnReady = [follow]
  const script = document.createElement('script')
  script.id = scriptId
  script.src = scriptUrl
  script.async = true
  // Blocked or unreachable: there is no chat, and everything else works.
  script.addEventListener('error', () => script.remove())
  document.head.append(script)
}

/** Shows the button in the header once the chat can be opened, and follows changes made inside the chat. */
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
  // HubSpot removes the widget on pages that its targeting excludes.
  if (widget?.status?.().loaded === false) widget.load?.({ widgetOpen: true })
  else widget?.open?.()
}

/** HubSpot shows chats by address, which changes here without a page load. */
export function refreshChat(): void {
  window.HubSpotConversations?.widget?.refresh?.()
}

/** Clears the visitor's identity, including its cookies, so that the next user of this browser starts a new chat. */
export function endChat(): void {
  window.hsConversationsSettings = {}
  chatState.set(null)
  window.HubSpotConversations?.clear?.({ resetWidget: true })
  window.HubSpotConversations?.widget?.remove?.()
  document.getElementById(scriptId)?.remove()
}
