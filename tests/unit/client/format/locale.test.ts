import { describe, expect, test } from 'vitest'
import { localeFor } from '../../../../client/format/locale.ts'

test.each([
  ['en-US', 'en-US-u-hc-h12-nu-latn'],
  ['en', 'en-US-u-hc-h12-nu-latn'],
  ['en-GB', 'en-GB-u-hc-h23-nu-latn'],
  ['de-DE', 'en-DE-u-hc-h23-nu-latn'],
  ['ar-EG', 'en-001-u-hc-h12-nu-latn'],
  ['fa-IR', 'en-001-u-hc-h23-nu-latn'],
  ['mr-IN', 'en-IN-u-hc-h12-nu-latn'],
])('a browser that formats as %s gets %s', (formatsAs, locale) => {
  expect(localeFor(formatsAs)).toBe(locale)
})

describe.each(['ar-EG', 'fa-IR', 'mr-IN', 'de-DE', 'ja-JP', 'en-US'])('for %s', (formatsAs) => {
  test('months are English and all digits Latin', () => {
    const locale = localeFor(formatsAs)
    const day = new Date('2026-11-05T13:32:00Z')
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(day)
    const texts = [date, new Intl.NumberFormat(locale).format(1_234.5), new Intl.NumberFormat(locale).format(7)]
    expect(date).toMatch(/November/)
    expect(
      texts
        .join('')
        .match(/\p{Nd}/gu)
        ?.filter((digit) => !/[0-9]/.test(digit)),
    ).toEqual([])
  })
})
