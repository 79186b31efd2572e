/** HubSpot's chat, as its loader script knows it (developers.hubspot.com, chat widget SDK, read November 2026). */
interface Conversations {
  readonly widget?: { readonly refresh?: () => void; readonly remove?: () => void }
  readonly clear?: (options: { readonly resetWidget: boolean }) => void
}

declare global {
  interface Window {
    hsConversationsSettings?: { readonly identificationEmail?: string; readonly identificationToken?: string }
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
  const script = document.createElement('script')
  script.id = scriptId
  script.src = scriptUrl
  script.async = true
  script.addEventListener('load', () => {
    document.documentElement.dataset['chat'] = 'on'
  })
  // Blocked or out of reach: there is no chat then, and nothing else is missing.
  script.addEventListener('error', () => script.remove())
  document.head.append(script)
}

/** HubSpot shows chats by address, which changes here without a page load. */
export function refreshChat(): void {
  window.HubSpotConversations?.widget?.refresh?.()
}

/** Forgets who chatted, in the browser too: the next person at this machine is somebody else. */
export function endChat(): void {
  window.hsConversationsSettings = {}
  window.HubSpotConversations?.clear?.({ resetWidget: true })
  window.HubSpotConversations?.widget?.remove?.()
  document.getElementById(scriptId)?.remove()
  delete document.documentElement.dataset['chat']
}
