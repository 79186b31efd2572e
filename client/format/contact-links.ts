/**
 * `tel:+442079460958;ext=204` (RFC 3966) for a number in any common notation; null when it cannot be dialled reliably:
 * letters, two numbers in one, too few or too many digits. A wrong link is worse than none.
 */
export function telephoneHref(written: string): string | null {
  const parts =
    /^(?<number>.*?)(?:[\s,;]*(?:x|ext\.?|extension|durchwahl|#|;ext=)[\s:.]*(?<extension>\d{1,10}))?$/iu.exec(
      written.trim(),
    )
  const { number = '', extension } = parts?.groups ?? {}
  const isInternational = number.startsWith('+')
  // `+44 (0)20 …`: the zero is for calls from within the country only.
  const plain = isInternational ? number.replace(/\(0\)/, ' ') : number
  if (!/^\+?[\d\s().\-/\u2010-\u2015\u00a0]+$/u.test(plain) || /\s\/|\/\s/.test(plain)) return null
  const digits = plain.replaceAll(/\D/g, '')
  if (digits.length < 3 || digits.length > 15) return null
  return `tel:${isInternational ? '+' : ''}${digits}${extension === undefined ? '' : `;ext=${extension}`}`
}

/** `mailto:ann.lee@example.com` (RFC 6068); null when it is not a single valid address. */
export function mailHref(email: string): string | null {
  const parts = /^(?<local>[^\s@<>,;]+)@(?<domain>[^\s@<>,;]+)$/u.exec(email.trim())
  const { local, domain } = parts?.groups ?? {}
  return local && domain ? `mailto:${encodeURIComponent(local)}@${encodeURIComponent(domain)}` : null
}
