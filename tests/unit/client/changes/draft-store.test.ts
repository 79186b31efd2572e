import { beforeEach, describe, expect, test, vi } from 'vitest'
import { newDraft } from '../../../../client/changes/change-draft.ts'
import { dropDraft, saveDraft, readDraft } from '../../../../client/changes/draft-store.ts'

const place = { viewerId: 'u1', tenantId: 'acme', ticketId: 7 }
const key = 'switchboard:change-draft:["u1","acme",7]'
const written = { ...newDraft('FREE_TEXT'), note: 'Half of a thought' }

/** A browser's storage, as far as the module uses it. */
function createStorage(): Storage {
  const storage = Object.create({
    getItem: (name: string) => (Object.hasOwn(storage, name) ? String(storage[name]) : null),
    setItem: (name: string, value: string) => {
      storage[name] = value
    },
    removeItem: (name: string) => {
      delete storage[name]
    },
  }) as Record<string, string>
  return storage as unknown as Storage
}

beforeEach(() => {
  vi.stubGlobal('localStorage', createStorage())
})

describe('a draft', () => {
  test('is there again after a reload, key and all', () => {
    saveDraft(place, written)

    expect(readDraft(place)).toEqual(written)
  })

  test.each([
    { ...place, viewerId: 'u2' },
    { ...place, tenantId: 'globex' },
    { ...place, ticketId: 8 },
  ])('is not the draft of %j', (other) => {
    saveDraft(place, written)

    expect(readDraft(other).note).toBe('')
  })

  test('that says nothing is not kept', () => {
    saveDraft(place, written)
    saveDraft(place, { ...written, note: ' ' })

    expect(localStorage.getItem(key)).toBe(null)
  })

  test('is gone once it was dropped', () => {
    saveDraft(place, written)
    dropDraft(place)

    expect(readDraft(place).note).toBe('')
  })

  test('is not kept any more once its person has signed out in another tab', () => {
    localStorage.setItem('switchboard:signed-out-at', '2026-11-26T14:00:00.000Z')
    saveDraft(place, written)

    expect(localStorage.getItem(key)).toBe(null)
  })

  test('not touched for 30 days is removed', () => {
    localStorage.setItem(key, JSON.stringify({ at: Date.now() - 31 * 86_400_000, draft: written }))

    expect(readDraft(place).note).toBe('')
    expect(localStorage.getItem(key)).toBe(null)
  })

  test.each(['nonsense', '{}', '{"at":1}', JSON.stringify({ at: Date.now(), draft: { ...written, kind: 'GONE' } })])(
    'that cannot be read (%s) is a new one',
    (text) => {
      localStorage.setItem(key, text)

      expect(readDraft(place).note).toBe('')
    },
  )

  test('works where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('denied')
      },
      setItem() {
        throw new DOMException('full')
      },
    })

    expect(() => saveDraft(place, written)).not.toThrow()
    expect(readDraft(place).note).toBe('')
  })
})
