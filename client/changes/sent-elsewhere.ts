/** The message by which one tab tells the others that a draft was logged. */
export interface SentDraft {
  readonly idempotencyKey: string
  readonly changeId: string
  /** The sent draft as JSON: a tab with a different draft keeps it. */
  readonly content: string
}

const channelName = 'switchboard:sent-drafts'

export function notifyOtherTabs(sent: SentDraft): void {
  if (typeof BroadcastChannel === 'undefined') return
  const channel = new BroadcastChannel(channelName)
  // A channel belongs to its origin and takes no target, other than a window.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(sent)
  channel.close()
}

/** Listens to the other tabs. Returns a function that stops listening. */
export function listenToOtherTabs(listener: (sent: SentDraft) => void): () => void {
  if (typeof BroadcastChannel === 'undefined') return () => undefined
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isSentDraft(data)) listener(data)
  })
  return () => channel.close()
}

function isSentDraft(value: unknown): value is SentDraft {
  if (typeof value !== 'object' || value === null) return false
  const { idempotencyKey, changeId, content } = value as Record<string, unknown>
  return [idempotencyKey, changeId, content].every((text) => typeof text === 'string')
}
