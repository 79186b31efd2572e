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

/** HubSpot's envelope. The correlation id is added when the answer leaves. */
export function refuse(status: number, message: string, more: Record<string, unknown> = {}): Refusal {
  return new Refusal({ status, body: { status: 'error', message, ...more } })
}

export function invalid(message: string, more: Record<string, unknown> = {}): Refusal {
  return refuse(400, message, { category: 'VALIDATION_ERROR', ...more })
}

/** The refusal without any of these scopes: one of the list is enough. */
export function missingScopes(...scopes: string[]): Refusal {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes."
  return refuse(403, message, {
    errors: [
      { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: scopes } },
    ],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
    category: 'MISSING_SCOPES',
  })
}

/** Unknown addresses and wrong methods are answered by the web server in front, in HTML. */
export function htmlPage(status: 404 | 405, title: string): Refusal {
  return new Refusal({
    status,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: `<html>\n<head>\n<title>Error ${status} ${title}</title>\n</head>\n<body><h2>HTTP ERROR ${status}</h2>\n<p>Problem accessing this page. Reason:\n<pre>    ${title}</pre></p>\n</body>\n</html>\n`,
  })
}
