import { beforeEach, expect, test, vi } from 'vitest'
import { forgetOthers, personalKey } from '../../../../client/viewer/personal-storage.ts'

const [mine, also, theirs] = [
  personalKey('u1', 'acme', 7),
  personalKey('u1', 'globex', 7),
  personalKey('u2', 'acme', 7),
]

beforeEach(() => {
  const kept: Record<string, string> = { theme: 'dark', [mine]: 'a', [also]: 'b', [theirs]: 'c' }
  const storage = Object.create({
    removeItem: (name: string) => {
      delete storage[name]
    },
  }) as Record<string, string>
  vi.stubGlobal('localStorage', Object.assign(storage, kept))
})

test('a user who signs in finds their own drafts, and no others are left', () => {
  forgetOthers('u1')
  expect(Object.keys(localStorage)).toEqual(['theme', mine, also])
})

test('signing out leaves no draft, and what is no draft stays', () => {
  forgetOthers(null)
  expect(Object.keys(localStorage)).toEqual(['theme'])
})

test('a draft whose key cannot be read has no owner', () => {
  localStorage['switchboard:change-draft:{'] = 'x'
  localStorage['switchboard:change-draft:"u1"'] = 'x'
  forgetOthers('u1')
  expect(Object.keys(localStorage)).toEqual(['theme', mine, also])
})

test('a storage that is forbidden is no fault', () => {
  vi.stubGlobal('localStorage', undefined)
  expect(() => forgetOthers('u1')).not.toThrow()
})
