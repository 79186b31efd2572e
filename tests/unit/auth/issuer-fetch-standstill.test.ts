import { expect, test } from 'vitest'
import { createIssuerFetch } from '../../../server/auth/issuer-fetch.ts'
import { noteStandstill } from '../../../server/standstill.ts'

/** A fetch that fails so many times, as over a connection that is gone. */
function failing(times: number) {
  const asked: string[] = []
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(new Request(input).url)
    if (asked.length <= times) throw new TypeError('fetch failed')
    return new Response('{}')
  }
  return { asked, fetch: createIssuerFetch(fetch) }
}

test('the first request after a standstill is repeated once where it fails', async () => {
  const { asked, fetch } = failing(1)
  noteStandstill()

  expect(await (await fetch('https://issuer.example/token')).text()).toBe('{}')
  expect(asked.length).toBe(2)
})

test('other requests are not repeated, nor is one twice', async () => {
  const later = failing(3)
  noteStandstill()
  await expect(later.fetch('https://issuer.example/token')).rejects.toThrow('fetch failed')
  expect(later.asked.length).toBe(2)
  await expect(later.fetch('https://issuer.example/token')).rejects.toThrow('fetch failed')
  expect(later.asked.length).toBe(3)
})
