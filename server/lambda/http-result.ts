/** The answer to a request in payload format 2.0. */
export interface HttpResult {
  readonly statusCode: number
  /** By name; values of the same name separated by commas. */
  readonly headers: Readonly<Record<string, string>>
  /** The values of `Set-Cookie`, each by itself. */
  readonly cookies?: readonly string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

/** The largest payload that Lambda returns, in bytes (6 MiB), with room for the headers. */
const mostBytes = 6 * 2 ** 20 - 64 * 2 ** 10

/** Thrown for an answer that Lambda cannot return. */
export class AnswerTooLargeError extends Error {
  override name = 'AnswerTooLargeError'
}

/**
 * The result that stands for a response. Its body is always written as base64: a compressed one has to be, and quotes of JSON
 * make text that is not encoded grow by more.
 *
 * @throws AnswerTooLargeError
 */
export async function toResult(response: Response): Promise<HttpResult> {
  const body = Buffer.from(await response.arrayBuffer())
  if ((body.length / 3) * 4 > mostBytes) throw new AnswerTooLargeError(`The answer has ${body.length} bytes.`)
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers) if (name !== 'set-cookie') headers[name] = value
  const cookies = response.headers.getSetCookie()
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length > 0 && { cookies }),
    ...(body.length > 0 && { body: body.toString('base64'), isBase64Encoded: true }),
  }
}
