import type { SimResponse } from '../control/handler.ts'

/** A request that the vendor rejects; `response` is its answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly response: SimResponse

  constructor(response: SimResponse) {
    super(`HTTP ${response.status}`)
    this.response = response
  }
}

/** One of the reasons inside an `InvalidObject`. */
export interface Reason {
  code: string
  message: string
  /** A path with `/`, such as `status/id`. */
  field: string
}

/** An error as JSON, which the vendor prints over several lines that end in CRLF, unlike its successes (recorded). */
export function jsonRefusal(status: number, body: object, headers: Record<string, string> = {}): Refusal {
  return new Refusal({
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body, null, 2).replaceAll('\n', '\r\n'),
  })
}

/** A 400 of validation; `resource` is the type in camel case, such as `ticket`. */
export function invalidObject(resource: string, ...reasons: Reason[]): Refusal {
  return jsonRefusal(400, {
    code: 'InvalidObject',
    message: `${resource} object is invalid`,
    errors: reasons.map(({ code, message, field }) => ({ code, message, resource, field })),
  })
}

/** A record that is not there: `Ticket 1255787 not found` (recorded live). */
export function recordNotFound(label: string, id: number | string): Refusal {
  return jsonRefusal(404, { code: 'NotFound', message: `${label} ${id} not found` })
}

/** A filter that cannot be read or names what is not there. */
export function findCondition(message: string): Refusal {
  return jsonRefusal(400, { code: 'ApiFindCondition', message })
}

/** A right that the API member's security role lacks (recorded live). */
export function noPermission(): Refusal {
  return jsonRefusal(403, {
    code: 'Security',
    message: 'You do not have security permission to perform this action.',
  })
}

/** A route that exists, with a verb that it does not know. */
export function methodNotAllowed(method: string): Refusal {
  return jsonRefusal(405, { message: `The requested resource does not support http method '${method}'.` })
}

/** A path that is no route: the web server's own page. */
export function routeNotFound(): Refusal {
  return new Refusal({ status: 404, headers: { 'content-type': 'text/html' }, body: iisPage })
}

/** What the cloud's router says of a company or codebase that it cannot place (recorded live): plain text. */
export function cannotRoute(): Refusal {
  return new Refusal({
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Cannot route. Codebase/company is invalid',
  })
}

const iisPage = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\r
<html xmlns="http://www.w3.org/1999/xhtml">\r
<head>\r
<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>\r
<title>404 - File or directory not found.</title>\r
</head>\r
<body>\r
<div id="header"><h1>Server Error</h1></div>\r
<div id="content">\r
 <h2>404 - File or directory not found.</h2>\r
 <h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>\r
</div>\r
</body>\r
</html>\r
`
