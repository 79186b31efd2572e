import { excerpt } from '../errors/excerpt.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import type { Occasion } from './endpoint.ts'

/**
 * The part of a filter that `status` stands for: `open`, `completed`, an id or a label, ignoring case.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a label that no status has
 */
export async function readStatus(status: string | undefined, { ticketStatuses }: Pick<Occasion, 'ticketStatuses'>) {
  if (status === undefined) return {}
  const wanted = status.trim().toLowerCase()
  if (wanted === 'open' || wanted === 'completed') return { state: wanted.toUpperCase() }
  if (/^-?\d{1,15}$/.test(wanted)) return { status: [wanted] }
  const known = await ticketStatuses()
  const ids = known.filter(({ label }) => label.trim().toLowerCase() === wanted).map(({ id }) => id)
  if (ids.length > 0) return { status: ids }
  const allowed = known.map(({ id, label }) => `${id} (${label})`).join(', ')
  throw badUserInput(
    `status: there is no status ${JSON.stringify(excerpt(status, 40))}. Allowed: open, completed, ${allowed}.`,
  )
}
