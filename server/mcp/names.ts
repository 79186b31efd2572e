import { excerpt } from '../errors/excerpt.ts'
import { badUserInput, GatewayError } from '../errors/gateway-error.ts'
import type { ErrorCode } from '../errors/codes.ts'
import { codeOf } from './failure.ts'
import type { AgentTenantsQuery, DealStagesQuery, NamesQuery } from './operation-types.gen.ts'
import type { ToolCall } from './tool.ts'

/** Something that callers may name instead of giving its id. */
export interface Named {
  readonly id: string
  readonly label: string
}

/** Where names of a kind come from. */
export interface Directory {
  /** What it has: `company`. */
  readonly kind: string
  /** The operation that lists them. */
  readonly operation: string
  readonly list: (data: never) => readonly Named[]
  /** Which texts are ids, so that nothing has to be looked up for them. */
  readonly isId: (text: string) => boolean
  /** Added where a name is not known: what the directory does not have. */
  readonly limits?: string
  /** A name that several have means all of them. */
  readonly isShared?: boolean
  /** Part of a name is not enough: something is changed there. */
  readonly isWhole?: boolean
}

/** Ids and what they are called. */
export interface Resolved {
  readonly ids: readonly string[]
  /** Names, as far as known; else the ids. */
  readonly words: readonly string[]
}

/** How many candidates a message lists. */
const listed = 12

/**
 * Ids of what a caller names, by id, whole name or an unmistakable part of the name, ignoring case.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a name that nothing or more than one thing has, with the candidates
 */
export async function resolveNames(directory: Directory, given: readonly string[], call: ToolCall): Promise<Resolved> {
  if (given.every(directory.isId)) return { ids: given, words: given.map((id) => `${directory.kind} ${id}`) }
  const known = await listNames(directory, call)
  const found = given.map((text) => findNamed(directory, known, text))
  return {
    ids: [...new Set(found.flat().map(({ id }) => id))],
    words: [...new Set(found.flat().map(({ label }) => label))],
  }
}

/** Everything of a directory. @throws GatewayError what the graph says */
export async function listNames(directory: Directory, call: ToolCall): Promise<readonly Named[]> {
  const { data, errors } = await call.ask(directory.operation)
  const [error] = errors ?? []
  if (error || !data) {
    const { message = 'Names cannot be looked up now.', extensions } = error ?? {}
    const retryAfterSeconds = extensions?.retryAfterSeconds
    throw new GatewayError(codeOf(error ?? { message }) as ErrorCode, message, { retryAfterSeconds })
  }
  const byId = new Map(directory.list(data as never).map((each) => [each.id, each]))
  return [...byId.values()]
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ')

function findNamed(directory: Directory, known: readonly Named[], text: string): readonly Named[] {
  const wanted = fold(text)
  const same = known.filter(({ id, label }) => id === text.trim() || fold(label) === wanted)
  if (same.length === 1 || (directory.isShared && same.length > 1)) return same
  const alike = known.filter(({ label }) => wanted !== '' && fold(label).includes(wanted))
  const candidates = same.length > 1 ? same : alike
  if (candidates.length === 1 && !directory.isWhole) return candidates
  if (same.length === 0 && directory.isId(text)) return [{ id: text, label: `${directory.kind} ${text}` }]
  throw badUserInput(messageOf(directory, known, candidates, text))
}

function messageOf(
  { kind, limits }: Directory,
  known: readonly Named[],
  candidates: readonly Named[],
  text: string,
): string {
  const name = JSON.stringify(excerpt(text, 60))
  if (candidates.length > 0) {
    return `${kind}: ${name} may mean ${candidates.length === 1 ? 'one' : candidates.length} of them. Give the id of one: ${listOf(candidates)}.`
  }
  const others = known.length === 0 ? 'There is none.' : `Known: ${listOf(known)}.`
  return `${kind}: there is none called ${name}. ${others}${limits ? ` ${limits}` : ''}`
}

function listOf(candidates: readonly Named[]): string {
  const shown = candidates.slice(0, listed).map(({ id, label }) => `${id} (${excerpt(label, 60)})`)
  const left = candidates.length - shown.length
  return left === 0 ? shown.join(', ') : `${shown.join(', ')} and ${left} more`
}

const isNumber = (text: string) => /^-?\d{1,15}$/.test(text)

interface Bucket {
  readonly key: string | null
  readonly label: string
}

const named = (buckets: readonly Bucket[]): Named[] =>
  buckets.flatMap(({ key, label }) => (key === null ? [] : [{ id: key, label }]))

const ofTickets = {
  operation: 'names',
  isId: isNumber,
}

const limits = 'Names are known of what has open tickets or tickets created in the last 365 days; ids work for all.'

export const statuses: Directory = {
  ...ofTickets,
  kind: 'status',
  list: ({ ticketStatuses }: NamesQuery) => ticketStatuses ?? [],
}

export const priorities: Directory = {
  ...ofTickets,
  kind: 'priority',
  list: ({ open, year }: NamesQuery) => named([...(open?.byPriority ?? []), ...(year?.byPriority ?? [])]),
}

export const companies: Directory = {
  ...ofTickets,
  kind: 'company',
  limits,
  list: ({ open, year }: NamesQuery) => named([...(open?.byCompany ?? []), ...(year?.byCompany ?? [])]),
}

export const assignees: Directory = {
  ...ofTickets,
  kind: 'assignee',
  limits,
  list: ({ open, year }: NamesQuery) => named([...(open?.byAssignee ?? []), ...(year?.byAssignee ?? [])]),
}

export const pipelines: Directory = {
  kind: 'pipeline',
  operation: 'deal-stages',
  isId: isNumber,
  list: ({ dealPipelines }: DealStagesQuery) => (dealPipelines ?? []).map(({ id, name }) => ({ id, label: name })),
}

export const stages: Directory = {
  kind: 'stage',
  operation: 'deal-stages',
  isId: isNumber,
  isShared: true,
  list: ({ dealPipelines }: DealStagesQuery) => (dealPipelines ?? []).flatMap((pipeline) => pipeline.stages),
}

export const tenants: Directory = {
  kind: 'tenant',
  operation: 'tenants',
  isWhole: true,
  // Whether the caller may operate it is for the graph to say.
  isId: (text) => /^[a-z\d][a-z\d-]{0,39}$/.test(text),
  list: ({ tenants: all }: AgentTenantsQuery) => (all ?? []).map(({ id, name }) => ({ id, label: name })),
}

/** The tenant that a caller names; that of a caller who has one. @throws GatewayError `BAD_USER_INPUT` */
export async function resolveTenant(given: string | undefined, call: ToolCall): Promise<Named> {
  const known = await listNames(tenants, call)
  if (given !== undefined) return findNamed(tenants, known, given)[0] ?? { id: given, label: given }
  const [only, another] = known
  if (only && !another) return only
  throw badUserInput(`tenant is missing. ${known.length === 0 ? 'You may operate none.' : `Yours: ${listOf(known)}.`}`)
}
