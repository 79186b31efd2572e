/*
 * One policy for all of the portal: its words are English, and so are the names of months and the digits, while order,
 * separators and the clock are those of the person's region. A text of two languages, or numbers of two sets of digits,
 * can be read by fewer people than either, and mixes directions where one of them is written from right to left.
 */

/** `en-DE-u-nu-latn` for a browser that formats as `de-DE`. */
export function localeFor(formatsAs: string): string {
  const region = new Intl.Locale(formatsAs).maximize().region ?? 'US'
  const english = `en-${region}`
  // Regions without an English of their own get the world's, which has the day before the month, and keep their clock.
  const isKnown = region === 'US' || new Intl.DateTimeFormat(english).resolvedOptions().locale !== 'en'
  const { hourCycle } = new Intl.DateTimeFormat(formatsAs, { hour: 'numeric' }).resolvedOptions()
  return `${isKnown ? english : 'en-001'}-u-${hourCycle === undefined ? '' : `hc-${hourCycle}-`}nu-latn`
}

/** What everything is formatted by. */
export const locale = localeFor(new Intl.DateTimeFormat().resolvedOptions().locale)
