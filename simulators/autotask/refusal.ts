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

/** Autotask's answer to nearly every error: HTTP 500 with `{errors: [...]}`, even for errors of the client. */
export function serverError(...errors: string[]): Refusal {
  return new Refusal({ status: 500, body: { errors } })
}

/** A field in a filter or in IncludeFields that the entity does not have (recorded live). */
export function unknownField(name: string, singular: string): Refusal {
  return serverError(`Unable to find ${name} in the ${singular} Entity.`)
}

/** A query without a filter. The end of the text was recorded live; its beginning is what .NET says in such a case. */
export function missingFilter(): Refusal {
  return serverError('Value cannot be null.\r\nParameter name: filters')
}

/** A route that exists, with a verb that it does not know: capital `Message`, no `errors` (recorded live). */
export function methodNotAllowed(method: string): Refusal {
  return new Refusal({
    status: 405,
    body: { Message: `The requested resource does not support http method '${method}'.` },
  })
}

/** A route that does not exist. */
export function routeNotFound(url: string): Refusal {
  return new Refusal({
    status: 404,
    body: { Message: `No HTTP resource was found that matches the request URI '${url}'.` },
  })
}
