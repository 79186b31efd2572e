import type { VendorCall } from '../http/vendor-call.ts'

const maxWords = 300
/** Maximum examined length of a text: truncate first, so that longer texts cost no more. */
const maxRead = 4_000

/** Sanitizes a text for display: one line, no URLs, no control characters, at most 300 characters. */
export function toWords(text: string): string {
  const words = text
    .slice(0, maxRead)
    .split(/[\p{C}\s]+/u)
    .filter((word) => word !== '')
  // A URL cut in half might not be recognized any more.
  if (text.length > maxRead) words.splice(-1, 1, '…')
  const line = words.map(withoutAddress).join(' ')
  return line.length > maxWords ? `${line.slice(0, maxWords - 1)}…` : line
}

/** The word, or a placeholder if it contains a URL. */
const withoutAddress = (word: string) => (/:\/\/|\.(?:myconnectwise\.net|connectwisedev\.com)/i.test(word) ? '…' : word)

/** Removes credentials that ConnectWise repeats in its error texts. */
export function withoutCredentials(words: string, { headers = {} }: Pick<VendorCall, 'headers'>): string {
  const basic = /^Basic (\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? ''
  const [, publicKey = '', privateKey = ''] =
    /^[^+]*\+([^:]*):(.*)$/.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? []
  return [basic, privateKey, publicKey, headers['clientId'] ?? '']
    .filter((secret) => secret !== '')
    .reduce((line, secret) => line.replaceAll(secret, '[redacted]'), words)
}
