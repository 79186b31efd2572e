/** How the chat stands: not there, there, or open. Small and apart, since the header is drawn before the chat comes. */
export interface ChatState {
  readonly stage: 'none' | 'ready' | 'open'
  /** Conversations with something new in them. */
  readonly unread: number
  /** Opens it, or closes it when it is open. */
  readonly toggle: () => void
}

const none: ChatState = { stage: 'none', unread: 0, toggle: () => {} }

let state = none
const listeners = new Set<() => void>()

export const chatState = {
  get: (): ChatState => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  set(part: Partial<ChatState> | null): void {
    state = part === null ? none : { ...state, ...part }
    // HubSpot's own launcher would lie over the figures: base.css shows what it draws only while the chat is open.
    document.documentElement.dataset['chat'] = state.stage
    for (const listener of listeners) listener()
  },
}
