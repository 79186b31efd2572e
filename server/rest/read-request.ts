import type { IncomingMessage } from 'node:http'
import { readJsonText } from '../http/read-body.ts'
import type { Endpoint, Input } from './endpoint.ts'
import { readKeyHeader, type createChangeKeys, type createUsedKeys } from './idempotency.ts'
import { readBody, readPath, readQuery } from './read-input.ts'

interface InputReaderOptions {
  readonly keyOf: ReturnType<typeof createChangeKeys>
  readonly checkKey: ReturnType<typeof createUsedKeys>
}

interface Sent {
  readonly request: IncomingMessage
  readonly url: URL
  readonly endpoint: Endpoint
  readonly parameters: Readonly<Record<string, string>>
  readonly principalId: string
}

/** Reads what a request brings: parameters, body, and the key under which its change is made once. */
export function createInputReader({ keyOf, checkKey }: InputReaderOptions) {
  return async ({ request, url, endpoint, parameters, principalId }: Sent) => {
    const { method, pathParameters, query, body, hasGraphKey } = endpoint
    const input: Input = {
      path: readPath(pathParameters, parameters),
      query: readQuery(query, url.search),
      body: body && readBody(body, await readJsonText(request)),
    }
    if (!body) return { input, idempotencyKey: '' }
    const given = readKeyHeader(request.headers['idempotency-key'])
    const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.path[name])))
    const wanted = { principalId, method, path, tenantId: String(input.path['tenantId']), body: input.body }
    if (hasGraphKey) return { input, idempotencyKey: await keyOf(wanted, given) }
    checkKey(wanted, given)
    return { input, idempotencyKey: '' }
  }
}
