import type { Answer, StoredAnswer } from '../operations/answer.ts'
import type { HttpContext } from './http-context.ts'
import { sendText } from './send-text.ts'
import { sendFile, storeFile, type StoredFile } from './stored-file.ts'

/** Stored answers as files: tagged, and compressed once. */
const files = new WeakMap<StoredAnswer, StoredFile>()

/** Sends the answer to an operation. @returns its size in bytes before compression; 0 where the client has it already */
export async function sendAnswer(context: HttpContext, { status, headers, body, stored }: Answer): Promise<number> {
  const { response } = context
  if (stored) {
    await sendFile(context, fileOf(stored))
    return response.statusCode === 304 ? 0 : body.length
  }
  for (const [name, value] of headers) response.setHeader(name, value)
  response.setHeader('cache-control', 'no-store')
  response.statusCode = status
  await sendText(context, body)
  return body.length
}

/** A stored answer as a file. */
export function fileOf(stored: StoredAnswer): StoredFile {
  const known = files.get(stored)
  if (known) return known
  const { body, type } = stored
  // No cache on the way stores it: the tag is for clients that keep it themselves. It holds for a minute or so.
  const file = storeFile({ body, type, cacheControl: 'no-store', isTagged: true, effort: 'fast' })
  files.set(stored, file)
  return file
}
