import { wholeNumber } from './parsers.ts'
import type { SettingReader } from './setting-reader.ts'

/** The limits on one operation that an installation may set. docs/limits.md says what each one counts and why. */
export interface LimitSettings {
  /** Root fields, fragments spread. */
  readonly rootFields: number
  /** Aliases, fragments spread. */
  readonly aliases: number
  /** Rows that `first` allows, multiplied down the tree. */
  readonly rows: number
  /** Elements of lists and fields of objects in arguments and variables, as often as they are used. */
  readonly inputValues: number
  /** Values in one answer: fields and elements of lists of scalars. */
  readonly answerValues: number
  /** Bytes of one answer, before compression. */
  readonly answerBytes: number
}

/** By setting: the default, and the bounds. The least of each still lets every page of the portal through. */
const settings = {
  rootFields: { variable: 'LIMIT_ROOT_FIELDS', usual: 60, least: 20, most: 1_000 },
  aliases: { variable: 'LIMIT_ALIASES', usual: 100, least: 20, most: 2_000 },
  rows: { variable: 'LIMIT_ROWS', usual: 5_000, least: 2_000, most: 100_000 },
  inputValues: { variable: 'LIMIT_INPUT_VALUES', usual: 40_000, least: 25_000, most: 500_000 },
  answerValues: { variable: 'LIMIT_ANSWER_VALUES', usual: 50_000, least: 20_000, most: 5_000_000 },
  answerBytes: { variable: 'LIMIT_ANSWER_BYTES', usual: 8 * 2 ** 20, least: 2 ** 20, most: 2 ** 28 },
} as const satisfies Record<keyof LimitSettings, object>

/** As they are unless set. */
export const usualLimits: LimitSettings = pick('usual')

/** As low as an installation may set them. */
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
