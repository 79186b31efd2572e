import type { VendorCall } from '../kit/vendor-call.ts'

const maxWords = 300
/** Maximum examined length of a text: truncate first, so that longer texts cost no more. */
const maxRead = 4_000

/**
 * One line that people can be shown: no addresses, no control characters, not longer than 300 characters, and nothing of
 * what the call signed in with.
 */
export function toWords(text: string, call: Pick<VendorCall, 'headers'>): string {
  // Cut before it is left out, a secret would be half shown.
  const words = withoutCredentials(text.slice(0, maxRead), call)
    .split(/[\p{C}\s]+/u)
    .filter((word) => word !== '')
  // Cut in two, an address or a secret is not known as one any more.
  if (text.length > maxRead) words.splice(-1, 1, '…')
  const line = words.map(withoutAddress).join(' ')
  return line.length > maxWords ? `${line.slice(0, maxWords - 1)}…` : line
}

/** The word, or a placeholder if it contains a URL. */
const withoutAddress = (word: string) => (/:\/\/|\.(?:myconnectwise\.net|connectwisedev\.com)/i.test(word) ? '…' : word)

/** Should ConnectWise repeat what a call signed in with, that is left out of its words. */
function withoutCredentials(words: string, { headers = {} }: Pick<VendorCall, 'headers'>): string {
  const basic = /^Basic (\S+)$/.exec(headers['authorization'] ?? '')?.[1] ?? ''
  const [, publicKey = '', privateKey = ''] =
    /^[^+]*\+([^:]*):(.*)$/.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? []
  return [basic, privateKey, publicKey, headers['clientId'] ?? '']
    .filter((secret) => secret !== '')
    .reduce((line, secret) => line.replaceAll(secret, '[redacted]'), words)
}
