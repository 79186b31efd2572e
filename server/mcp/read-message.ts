import type { IncomingMessage } from 'node:http'
import { readJsonText } from '../http/read-body.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'
import { MessageError, rpcCodes } from './fault.ts'

/** A message of JSON-RPC, of which only that it is an object is known. */
export interface Message {
  readonly jsonrpc?: unknown
  readonly id?: unknown
  readonly method?: unknown
  readonly params?: unknown
}

/** Rejects like `readMessage`. */
export type ReadMessage = (request: IncomingMessage) => Promise<Message>

/**
 * Reads the message of a request.
 *
 * @throws MessageError for what is no JSON object; QueryTooExpensiveError if it is nested too deeply; UnreadableBodyError;
 * CallerGoneError
 */
export const readMessage: ReadMessage = async (request) => parseMessage(await readJsonText(request))

/** The same, of a body that was read. @throws MessageError; QueryTooExpensiveError */
export function parseMessage(text: string): Message {
  checkNesting(text, fixedLimits.nesting, 'the message')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new MessageError(rpcCodes.parseError, 'The body must be JSON.')
  }
  if (Array.isArray(value)) {
    // Removed from the protocol with 2025-06-18; one request is one operation, for limits and audit.
    throw new MessageError(rpcCodes.invalidRequest, 'Send one message per request: batches are not taken.')
  }
  if (typeof value !== 'object' || value === null) {
    throw new MessageError(rpcCodes.invalidRequest, 'The body must be one message of JSON-RPC, an object.')
  }
  return value
}

/** The id to answer with; null where there is none that could be. */
export const idOf = ({ id }: Message) => (typeof id === 'string' || typeof id === 'number' ? id : null)

/** The tool that a message calls; null if it calls none. */
export function calledTool({ method, params }: Message): string | null {
  if (method !== 'tools/call' || typeof params !== 'object' || params === null) return null
  const { name } = params as { readonly name?: unknown }
  return typeof name === 'string' ? name : null
}
