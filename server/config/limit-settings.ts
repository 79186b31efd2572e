import { wholeNumber } from './parsers.ts'
import type { SettingReader } from './setting-reader.ts'

/** The configurable limits on one operation. docs/limits.md describes what each one counts and why. */
export interface LimitSettings {
  /** Root fields, with fragments expanded. */
  readonly rootFields: number
  /** Aliases, with fragments expanded. */
  readonly aliases: number
  /** Rows allowed by `first`, multiplied down the tree. */
  readonly rows: number
  /** List elements and object fields in arguments and variables, counted per use. */
  readonly inputValues: number
  /** Values in one response: fields and scalar list elements. */
  readonly answerValues: number
  /** Bytes of one response, before compression. */
  readonly answerBytes: number
  /** Calls of vendors that one operation causes. */
  readonly vendorCalls: number
}

/** Per setting: default and bounds. The minimum still allows every page of the portal. */
const settings = {
  rootFields: { variable: 'LIMIT_ROOT_FIELDS', usual: 200, least: 20, most: 1_000 },
  aliases: { variable: 'LIMIT_ALIASES', usual: 200, least: 20, most: 2_000 },
  rows: { variable: 'LIMIT_ROWS', usual: 7_500, least: 2_000, most: 100_000 },
  inputValues: { variable: 'LIMIT_INPUT_VALUES', usual: 40_000, least: 25_000, most: 500_000 },
  answerValues: { variable: 'LIMIT_ANSWER_VALUES', usual: 50_000, least: 20_000, most: 5_000_000 },
  answerBytes: { variable: 'LIMIT_ANSWER_BYTES', usual: 8 * 2 ** 20, least: 2 ** 20, most: 2 ** 28 },
  vendorCalls: { variable: 'LIMIT_VENDOR_CALLS_PER_OPERATION', usual: 60, least: 20, most: 10_000 },
} as const satisfies Record<keyof LimitSettings, object>

/** The defaults. */
export const usualLimits: LimitSettings = pick('usual')

/** The minimums. */
export const leastLimits: LimitSettings = pick('least')

function pick(which: 'usual' | 'least'): LimitSettings {
  const { rootFields, aliases, rows, inputValues, answerValues, answerBytes, vendorCalls } = settings
  return {
    rootFields: rootFields[which],
    aliases: aliases[which],
    rows: rows[which],
    inputValues: inputValues[which],
    answerValues: answerValues[which],
    answerBytes: answerBytes[which],
    vendorCalls: vendorCalls[which],
  }
}

export function readLimits(reader: SettingReader): LimitSettings {
  const read = (name: keyof LimitSettings): number => {
    const { variable, usual, least, most } = settings[name]
    const message = `must be a whole number from ${least} to ${most}`
    return reader.optional(variable, wholeNumber(message, least, most)) ?? usual
  }
  return {
    rootFields: read('rootFields'),
    aliases: read('aliases'),
    rows: read('rows'),
    inputValues: read('inputValues'),
    answerValues: read('answerValues'),
    answerBytes: read('answerBytes'),
    vendorCalls: read('vendorCalls'),
  }
}

/** Limits on callers over time, and on connections. docs/limits.md describes what each one counts and why. */
export interface RateSettings {
  /** Operations per minute and principal. */
  readonly operationsPerMinute: number
  /** Operations per minute and address, of all principals behind it. */
  readonly addressOperationsPerMinute: number
  /** Bytes of answers per minute and principal, before compression. */
  readonly answerBytesPerMinute: number
  /** Vendor calls per hour and principal. */
  readonly vendorCallsPerHour: number
  /** Per minute and address: refused tokens and sessions; and, counted apart, sign-in attempts and failed callbacks. */
  readonly refusalsPerMinute: number
  /** Concurrent connections per address. */
  readonly connectionsPerAddress: number
  /** A scope is refreshed at most once in so many seconds; 0: each time. */
  readonly refreshSeconds: number
}

const mostOperations = 1_000_000

/** How many principals may use all their operations from one address, such as an office's. */
const principalsPerAddress = 10

/** @returns the limits over time; an address may send ten times what a principal may, unless set */
export function readRates(reader: SettingReader): RateSettings {
  const read = (variable: string, { usual, least, most }: { usual: number; least: number; most: number }): number => {
    const message = `must be a whole number from ${least} to ${most}`
    return reader.optional(variable, wholeNumber(message, least, most)) ?? usual
  }
  const operations = { usual: 600, least: 1, most: mostOperations }
  const operationsPerMinute = read('LIMIT_OPERATIONS_PER_MINUTE', operations)
  return {
    operationsPerMinute,
    addressOperationsPerMinute: read('LIMIT_ADDRESS_OPERATIONS_PER_MINUTE', {
      usual: operationsPerMinute * principalsPerAddress,
      least: 1,
      most: mostOperations * principalsPerAddress,
    }),
    answerBytesPerMinute: read('LIMIT_ANSWER_BYTES_PER_MINUTE', { usual: 2 ** 25, least: 2 ** 20, most: 2 ** 30 }),
    vendorCallsPerHour: read('LIMIT_VENDOR_CALLS_PER_HOUR', { usual: 2_000, least: 1, most: 1_000_000 }),
    refusalsPerMinute: read('LIMIT_REFUSALS_PER_MINUTE', { usual: 60, least: 1, most: 100_000 }),
    connectionsPerAddress: read('LIMIT_CONNECTIONS_PER_ADDRESS', { usual: 1_000, least: 10, most: 10_000 }),
    refreshSeconds: read('LIMIT_REFRESH_SECONDS', { usual: 10, least: 0, most: 600 }),
  }
}
