import { draftPrefix, mayStore, personalKey } from '../viewer/personal-storage.ts'
import { changeKinds, isBlank, newDraft, type ChangeDraft, type DraftField } from './change-draft.ts'

/*
 * Drafts survive a reload, a crash and an expired session: they are kept in local storage until the gateway accepts the
 * change or the user signs out (viewer/personal-storage.ts). One per ticket; drafts not touched for 30 days are removed.
 */

const maxAgeMs = 30 * 86_400_000

/** User, tenant and ticket, so that users of the same browser never see each other's drafts. */
export interface DraftKey {
  readonly viewerId: string
  readonly tenantId: string
  readonly ticketId: number
}

const keyOf = ({ viewerId, tenantId, ticketId }: DraftKey) => personalKey(viewerId, tenantId, ticketId)

/** The draft for this ticket; a new one when there is none, or what is stored cannot be read. */
export function readDraft(draftKey: DraftKey): ChangeDraft {
  clearOldDrafts()
  return parse(safely(() => localStorage.getItem(keyOf(draftKey))))?.draft ?? newDraft()
}

/** Stores a draft that has content, unless its user has signed out; removes an empty one. */
export function saveDraft(draftKey: DraftKey, draft: ChangeDraft): void {
  if (isBlank(draft)) return dropDraft(draftKey)
  if (!mayStore()) return
  safely(() => localStorage.setItem(keyOf(draftKey), JSON.stringify({ at: Date.now(), draft })))
}

export function dropDraft(draftKey: DraftKey): void {
  safely(() => localStorage.removeItem(keyOf(draftKey)))
}

function clearOldDrafts(): void {
  safely(() => {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(draftPrefix))) {
      const stored = parse(localStorage.getItem(key))
      if (!stored || Date.now() - stored.at > maxAgeMs) localStorage.removeItem(key)
    }
  })
}

/** Storage can be full, forbidden or gone; the form works without it. */
function safely<T>(act: () => T): T | null {
  try {
    return act()
  } catch {
    return null
  }
}

/** Validate: stored data may come from another version of the portal or from another script. */
function parse(text: string | null): { at: number; draft: ChangeDraft } | null {
  const value: unknown = text === null ? null : safely(() => JSON.parse(text) as unknown)
  if (!isObject(value) || typeof value['at'] !== 'number' || !isObject(value['draft'])) return null
  const draft = value['draft']
  const texts = ['idempotencyKey', 'subject', 'note', 'minutes', 'statusId']
  const isWhole =
    texts.every((name) => typeof draft[name] === 'string') &&
    typeof draft['kind'] === 'string' &&
    Object.hasOwn(changeKinds, draft['kind']) &&
    Array.isArray(draft['fields']) &&
    draft['fields'].every(isField)
  return isWhole ? { at: value['at'], draft: draft as unknown as ChangeDraft } : null
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isField = (value: unknown): value is DraftField =>
  isObject(value) && ['name', 'before', 'after'].every((name) => typeof value[name] === 'string')
