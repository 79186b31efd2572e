import { expect, test } from 'vitest'
import { chatScriptUrl, isHubSpotsOwn } from '../../../../server/vendors/hubspot/chat.ts'

test.each([
  ['https://api.hubapi.com/', 'na1', 'https://js.hs-scripts.com/123.js'],
  ['https://api.hubapi.com/', 'eu1', 'https://js-eu1.hs-scripts.com/123.js'],
  ['https://api.hubspot.com/', 'na2', 'https://js-na2.hs-scripts.com/123.js'],
  ['http://127.0.0.1:9002/', 'eu1', 'http://127.0.0.1:9002/123.js'],
])('at %s in %s the chat comes from %s', (baseUrl, region, script) => {
  expect(chatScriptUrl(new URL(baseUrl), '123', region)).toBe(script)
})

test.each(['https://hubapi.com.evil.example/', 'https://nothubspot.com/', 'http://localhost:9002/'])(
  '%s is not HubSpot’s own',
  (url) => {
    expect(isHubSpotsOwn(new URL(url))).toBe(false)
  },
)
