import type { IncomingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import type { Message } from './read-message.ts'
import type { PlainCall } from './plain-call.ts'
import type { CalledTool } from './call-tool.ts'

/** A plain call, and the tool that it calls. */
export interface ReadCall {
  readonly plain: PlainCall
  readonly called: CalledTool
}

/** Plain calls that were read before. */
export interface KnownCalls {
  /** A call of the same words and headers, with the id of this one. */
  find(text: string, headers: IncomingHttpHeaders): ReadCall | null
  keep(text: string, headers: IncomingHttpHeaders, message: Message, read: ReadCall): void
}

/** Longer ones are read each time. */
const longestKept = 4_000

const member = '"id":'
const idAfter = /(?:\d{1,15}|"[\w-]{1,100}")(?=[,}])/y

/**
 * Reads each plain call once, however often it is asked again: agents ask the same over and over, with another id each time. To
 * read one anew takes longer than all else that is done for it.
 */
export function createKnownCalls(): KnownCalls {
  const known = new LRUCache<string, ReadCall>({ max: 500 })

  return {
    find(text, headers) {
      const place = text.length <= longestKept ? placeOfId(text) : null
      if (!place) return null
      const found = known.get(keyOf(text, place, headers))
      return found ? { ...found, plain: { ...found.plain, id: idAt(text, place) } } : null
    },
    keep(text, headers, { id }, read) {
      const place = text.length <= longestKept ? placeOfId(text) : null
      // Another member of that name may stand deeper, where the message has none.
      if (place && idAt(text, place) === id) known.set(keyOf(text, place, headers), read)
    },
  }
}

/** From where to where the value stands. */
interface Place {
  readonly from: number
  readonly to: number
}

/**
 * Where the id stands, if only one member of the whole message has that name and it is written the usual way. Within a text it
 * could not stand so: its quotation marks would be escaped.
 */
function placeOfId(text: string): Place | null {
  const at = text.indexOf(member)
  if (at === -1 || text.includes(member, at + member.length)) return null
  idAfter.lastIndex = at + member.length
  return idAfter.test(text) ? { from: at + member.length, to: idAfter.lastIndex } : null
}

function idAt(text: string, { from, to }: Place): PlainCall['id'] {
  const value = text.slice(from, to)
  return value.startsWith('"') ? value.slice(1, -1) : Number(value)
}

/** Everything that decides how a call is read. */
function keyOf(text: string, { from, to }: Place, headers: IncomingHttpHeaders): string {
  const { accept = '', 'mcp-protocol-version': version, 'mcp-method': method, 'mcp-name': name } = headers
  // No header has a line break.
  const sent = `${accept}\n${String(version)}\n${String(method)}\n${String(name)}\n`
  return `${sent}${text.slice(0, from)}\n${text.slice(to)}`
}
