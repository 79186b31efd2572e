/**
 * The chat's state: absent, available or open. A small module of its own, since the header renders before the chat is
 * loaded.
 */
export interface ChatState {
  readonly stage: 'none' | 'ready' | 'open'
  /** Conversations with unread messages. */
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
    // HubSpot's own launcher would cover the figures: base.css shows HubSpot's elements only while the chat is open.
    document.documentElement.dataset['chat'] = state.stage
    for (const listener of listeners) listener()
  },
}
