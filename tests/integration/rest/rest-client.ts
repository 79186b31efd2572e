import type { RoleName, World } from '../../support/world.ts'

/** An answer of a REST address. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: RestBody
}

export interface RestBody {
  readonly success?: boolean
  readonly data?: unknown
  readonly next_cursor?: string | null
  readonly errors?: readonly { readonly part: string; readonly code: string; readonly message: string }[]
  readonly freshness?: { readonly source: string; readonly asOf: string; readonly stale: boolean } | null
  readonly timestamp?: string
  readonly error?: {
    readonly code: string
    readonly message: string
    readonly requestId: string
    readonly vendor?: string
    readonly retryAfterSeconds?: number
    readonly details?: readonly {
      readonly field: readonly string[] | null
      readonly message: string
      readonly code: string
    }[]
    readonly change?: { readonly id: string; readonly state: string }
  }
}

export interface RestAsk {
  readonly role?: RoleName
  readonly method?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the REST addresses of a gateway, as a viewer unless told otherwise. */
export function createRest({ url, token }: Pick<World, 'url' | 'token'>) {
  return async (
    path: string,
    { role = 'viewer', method = 'GET', body, headers }: RestAsk = {},
  ): Promise<RestAnswer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token(role)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (text === '' ? {} : JSON.parse(text)) as RestBody,
    }
  }
}

/** The data of an answer. @throws Error if it is none */
export function dataOf({ status, text, body }: RestAnswer): unknown {
  if (!body.success) throw new Error(`${status} ${text.slice(0, 1_000)}`)
  return body.data
}

/** Status and code of a failure. */
export const faultOf = ({ status, body }: RestAnswer) => [status, body.error?.code]
