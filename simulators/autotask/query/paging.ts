import { serverError } from '../refusal.ts'
import { maxPageSize } from './query-model.ts'

/** Where a page starts; `pagesBefore` are the first ids of those before it, oldest first. */
export interface PagePosition {
  pageSize: number
  /** The page holds ids from here on; undefined for the first page. */
  startId: number | undefined
  pagesBefore: number[]
}

// The server is said to remember the 50 most recent pages.
const rememberedPages = 50

/** The `paging` parameter of a `query/next` address: the position only, never the filter. */
export function nextToken(pageSize: number, pages: number[], nextId: number): string {
  return encode({ pageSize, previousIds: pages.slice(-rememberedPages), nextIds: [nextId] })
}

/** The `paging` parameter of a `query/previous` address: the page to go to is the last of `pagesBefore`. */
export function previousToken(pageSize: number, pagesBefore: number[], currentId: number): string {
  return encode({ pageSize, previousIds: pagesBefore, nextIds: [currentId] })
}

/** Reads a `paging` parameter. Throws a refusal when it is not one of ours. */
export function parseToken(text: string | undefined, direction: 'next' | 'previous'): PagePosition {
  const token = decode(text)
  const startId = direction === 'next' ? token.nextIds[0] : token.previousIds.at(-1)
  if (startId === undefined) throw invalidToken()
  return {
    pageSize: token.pageSize,
    startId,
    pagesBefore: direction === 'next' ? token.previousIds : token.previousIds.slice(0, -1),
  }
}

interface Token {
  pageSize: number
  previousIds: number[]
  nextIds: number[]
}

/** URL-encoded with lower-case escapes, as recorded. */
function encode(token: Token): string {
  return encodeLower(JSON.stringify(token))
}

/** As `encodeURIComponent`, with the lower-case escapes of the vendor's own addresses. */
export function encodeLower(text: string): string {
  return encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())
}

function decode(text: string | undefined): Token {
  let token: Partial<Token> | null
  try {
    token = JSON.parse(text ?? '') as Partial<Token> | null
  } catch {
    throw invalidToken()
  }
  const { pageSize, previousIds, nextIds } = token ?? {}
  const isPageSize = Number.isInteger(pageSize) && Number(pageSize) >= 1 && Number(pageSize) <= maxPageSize
  if (!isPageSize || !isIds(previousIds) || !isIds(nextIds)) throw invalidToken()
  return { pageSize: Number(pageSize), previousIds, nextIds }
}

function isIds(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((id) => Number.isInteger(id))
}

function invalidToken() {
  return serverError('The paging parameter is not valid.')
}
