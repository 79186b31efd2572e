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
}

/** Per setting: default and bounds. The minimum still allows every page of the portal. */
const settings = {
  rootFields: { variable: 'LIMIT_ROOT_FIELDS', usual: 200, least: 20, most: 1_000 },
  aliases: { variable: 'LIMIT_ALIASES', usual: 200, least: 20, most: 2_000 },
  rows: { variable: 'LIMIT_ROWS', usual: 7_500, least: 2_000, most: 100_000 },
  inputValues: { variable: 'LIMIT_INPUT_VALUES', usual: 40_000, least: 25_000, most: 500_000 },
  answerValues: { variable: 'LIMIT_ANSWER_VALUES', usual: 50_000, least: 20_000, most: 5_000_000 },
  answerBytes: { variable: 'LIMIT_ANSWER_BYTES', usual: 8 * 2 ** 20, least: 2 ** 20, most: 2 ** 28 },
} as const satisfies Record<keyof LimitSettings, object>

/** The defaults. */
export const usualLimits: LimitSettings = pick('usual')

/** The minimums. */
export const leastLimits: LimitSettings = pick('least')

function pick(which: 'usual' | 'least'): LimitSettings {
  const { rootFields, aliases, rows, inputValues, answerValues, answerBytes } = settings
  return {
    rootFields: rootFields[which],
    aliases: aliases[which],
    rows: rows[which],
    inputValues: inputValues[which],
    answerValues: answerValues[which],
    answerBytes: answerBytes[which],
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
  }
}
