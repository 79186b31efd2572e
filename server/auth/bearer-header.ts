import { GatewayError } from '../errors/gateway-error.ts'

/** RFC 6750, section 2.1: one or more spaces, then a b64token. */
const bearerCredentials = /^bearer +([\w\-.~+/]+=*)$/i

/**
 * Returns the token of `Authorization: Bearer <token>`, or null without such a header or with another scheme.
 *
 * @param header every Authorization header of the request (`request.headersDistinct.authorization`): Node's plain
 * `headers.authorization` silently keeps only the first
 * @throws GatewayError `UNAUTHENTICATED` for several headers, or a Bearer header without exactly one token
 */
export function readBearerToken(header: string | readonly string[] | undefined): string | null {
  const values = header === undefined ? [] : [header].flat()
  const [value] = values
  if (value === undefined) return null
  if (values.length > 1) throw malformed('The call has more than one Authorization header.')
  if (!/^bearer(\s|,|$)/i.test(value)) return null
  const token = bearerCredentials.exec(value)?.[1]
  if (token === undefined) throw malformed('The Authorization header must be "Bearer", a space and one access token.')
  return token
}

function malformed(message: string): GatewayError {
  return new GatewayError('UNAUTHENTICATED', message)
}
