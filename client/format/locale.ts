/*
 * One policy for the whole portal: text, month names and digits are English, while order, separators and the clock
 * follow the user's region. Mixed languages or digit sets are harder to read than either alone, and mix text directions
 * for right-to-left languages.
 */

/** `en-DE-u-nu-latn` for a browser that formats as `de-DE`. */
export function localeFor(formatsAs: string): string {
  const region = new Intl.Locale(formatsAs).maximize().region ?? 'US'
  const english = `en-${region}`
  // Regions without an English locale get en-001 (day before month), and keep their clock.
  const isKnown = region === 'US' || new Intl.DateTimeFormat(english).resolvedOptions().locale !== 'en'
  const { hourCycle } = new Intl.DateTimeFormat(formatsAs, { hour: 'numeric' }).resolvedOptions()
  return `${isKnown ? english : 'en-001'}-u-${hourCycle === undefined ? '' : `hc-${hourCycle}-`}nu-latn`
}

/** The locale used for all formatting. */
export const locale = localeFor(new Intl.DateTimeFormat().resolvedOptions().locale)
