import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { classifyAutotaskResponse } from '../../../server/vendors/autotask/classify-response.ts'
import * as autotaskMapping from '../../../server/vendors/autotask/mapping.ts'
import { normaliseBaseUrl } from '../../../server/vendors/connectwise/base-url.ts'
import { conditionOfSearch } from '../../../server/vendors/connectwise/conditions.ts'
import { classifyConnectWiseResponse } from '../../../server/vendors/connectwise/classify-response.ts'
import * as connectWiseWire from '../../../server/vendors/connectwise/wire.ts'
import { readNextPage } from '../../../server/vendors/connectwise/next-page.ts'
import { parseJson } from '../../../server/vendors/kit/parse-json.ts'
import { readRetryAfterMs } from '../../../server/vendors/kit/retry-after.ts'
import {
  isUnset,
  toBoolean,
  toCount,
  toDay,
  toDecimal,
  toInstant,
  toInteger,
  toNumber,
  toText,
} from '../../../server/vendors/kit/wire.ts'
import type { ClassifyResponse } from '../../../server/vendors/kit/vendor-call.ts'
import { createHubSpotClassifier, hubspotErrors } from '../../../server/vendors/hubspot/classify-response.ts'
import * as hubspotWire from '../../../server/vendors/hubspot/wire.ts'

/** The most that a text of 1 MiB may cost, in milliseconds of CPU. */
const boundMs = 50
const mebibyte = 1_024 * 1_024

/** What makes a pattern that tries again from every place take long: parts of what is looked for, again and again. */
const pieces: Record<string, string> = {
  'letters and dots': 'a.',
  letters: 'a',
  digits: '1',
  blanks: ' ',
  'line ends': '\r\n',
  quotes: '"',
  'single quotes': "'a",
  backslashes: '\\',
  'angle brackets': '<',
  'opening brackets': '[{',
  schemes: 'a://',
  hyphens: 'a-',
  hosts: 'a.myconnectwise.ne',
  'signs of time zones': '+00:0',
  'thresholds without an end': 'threshold of 1 ',
  'signs that JSON escapes': '\u0001',
  'half characters': '\ud83d',
}

/** Texts of one piece whose JSON is 1 MiB long, with something before and behind that matters to a pattern. */
function textsOf(piece: string, length = mebibyte): string[] {
  const bytes = JSON.stringify(piece).length - 2
  const text = piece.repeat(Math.floor(length / bytes))
  return [`${text}x`, `2026-01-01T${text}!`, `'${text}`]
}

/**
 * What a run costs at the least of several, in milliseconds of this process's CPU: what else it has to do only adds to it. On a
 * busy machine, each of the first five may take several times as long.
 */
function costOf(run: () => unknown): number {
  let least = Infinity
  for (let n = 0; n < (least < boundMs ? 5 : 25) && least > boundMs / 5; n++) {
    const before = process.cpuUsage()
    run()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1_000)
  }
  return least
}

const call = { entity: 'x', method: 'GET', url: new URL('https://vendor.test/') } as const
const classifyHubSpot = createHubSpotClassifier(() => hubspotErrors.error('VENDOR_RATE_LIMITED'))

/** A classifier that reads the text where an error of this kind has it. */
const classifying =
  (classify: ClassifyResponse, status: number, bodyOf: (text: string) => unknown) => (text: string) => {
    const answer = { status, headers: {}, body: JSON.stringify(bodyOf(text)) }
    return () => classify(answer, call)
  }
const classifyingBody = (classify: ClassifyResponse, status: number) => (body: string) => () =>
  classify({ status, headers: {}, body }, call)
const tryingTo = (run: () => unknown) => () => {
  try {
    return run()
  } catch {
    return null
  }
}

const wireReaders = [isUnset, toBoolean, toCount, toDay, toDecimal, toInstant, toInteger, toNumber, toText]

/** Every way in which a text of a vendor's, or of a caller, comes to be looked at. */
const readers: Record<string, (text: string) => () => unknown> = {
  'Autotask’s classifier, of a body that is no JSON,': classifyingBody(classifyAutotaskResponse, 500),
  'Autotask’s classifier, of a message,': classifying(classifyAutotaskResponse, 500, (Message) => ({ Message })),
  'Autotask’s classifier, of details,': classifying(classifyAutotaskResponse, 500, (text) => ({ errors: [text] })),
  'HubSpot’s classifier, of a body that is no JSON,': classifyingBody(classifyHubSpot, 403),
  'HubSpot’s classifier, of a missing right,': classifying(classifyHubSpot, 403, (message) => ({ message })),
  'HubSpot’s classifier, of a limit,': classifying(classifyHubSpot, 429, (message) => ({
    message,
    policyName: message,
  })),
  'ConnectWise’s classifier, of a body that is no JSON,': classifyingBody(classifyConnectWiseResponse, 400),
  'ConnectWise’s classifier, of a message,': classifying(classifyConnectWiseResponse, 400, (message) => ({
    code: 'X',
    message,
  })),
  'ConnectWise’s classifier, of details,': classifying(classifyConnectWiseResponse, 400, (message) => {
    return { code: 'X', message: 'x', errors: [{ message }, { message: 'y' }] }
  }),
  'the parser of answers': (text) => tryingTo(() => parseJson(text)),
  'the reader of Retry-After': (text) => () =>
    readRetryAfterMs({ headers: { 'retry-after': text, date: text }, receivedAt: 0 }),
  'the reader of links': (text) => () => [text, `<${text}>; rel="${text}", <`, `<x>; ${text}="`].map(readNextPage),
  'a row of Autotask': (text) => () => [
    ...wireReaders.map((read) => read(text)),
    autotaskMapping.toDos.map({ id: 1, activityDescription: text }),
  ],
  'a row of HubSpot': (text) => () => Object.values(hubspotWire).map((read) => read(text)),
  'a row of ConnectWise': (text) => () => Object.values(connectWiseWire).map((read) => read(text)),
  'a search': (text) => () => conditionOfSearch(text),
  'an address of a ConnectWise': (text) => tryingTo(() => normaliseBaseUrl(text, [])),
  'a line of the log': (words) => () => logger.info({ words }, 'said'),
}

const nowhere = new Writable({ write: (_, __, done) => done() })
const secrets = Array.from({ length: 12 }, (_, n) => `planted-secret-${n}`)
const logger = createLogger({ level: 'info', secrets, destination: nowhere })

test.each(Object.entries(readers))('%s costs at most 50 ms of CPU for 1 MiB of any text', (_, prepare) => {
  for (const [name, piece] of Object.entries(pieces)) {
    // First a text that cannot cost all of the test's patience, whatever a pattern makes of it.
    for (const length of [mebibyte / 32, mebibyte]) {
      const costs = textsOf(piece, length).map((text) => costOf(prepare(text)))
      expect({ name, length, costs, isBounded: Math.max(...costs) < boundMs }).toMatchObject({ isBounded: true })
    }
  }
})
