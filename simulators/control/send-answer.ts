import type { ServerResponse } from 'node:http'
import type { SimResponse } from './handler.ts'

/** Sends the answer whole: strings as they are, other bodies as JSON, with a content length. */
export function sendAnswer(outgoing: ServerResponse, answer: SimResponse): void {
  const body = writeHead(outgoing, answer)
  outgoing.end(body)
}

/** Announces the whole body, sends half of it and drops the connection, like a proxy that crashes. */
export function sendTruncatedAnswer(outgoing: ServerResponse, answer: SimResponse): void {
  const body = writeHead(outgoing, answer)
  outgoing.flushHeaders()
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy())
}

function writeHead(outgoing: ServerResponse, answer: SimResponse): Buffer {
  const isJson = answer.body !== undefined && typeof answer.body !== 'string'
  const body = Buffer.from(isJson ? JSON.stringify(answer.body) : ((answer.body as string | undefined) ?? ''))
  if (isJson) outgoing.setHeader('content-type', 'application/json; charset=utf-8')
  for (const [name, value] of Object.entries(answer.headers ?? {})) outgoing.setHeader(name, value)
  outgoing.setHeader('content-length', body.length)
  outgoing.writeHead(answer.status)
  return body
}
