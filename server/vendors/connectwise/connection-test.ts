import { VendorError } from '../../errors/vendor-error.ts'
import { forbiddenAddress } from './address-guard.ts'
import type { WireRow } from '../kit/wire.ts'
import type { ConnectWiseClient } from './client.ts'
import { ConnectWiseRefusal, versionRefused } from './classify-response.ts'
import type { ConnectionCheck, ConnectWiseAccount } from './types.ts'
import { toId } from './wire.ts'

/*
 * One cheap call per permission that the gateway needs (fact sheet 6): permissions are granted one by one, and a
 * missing one only shows in the calls that need it. Changes nothing, so add and edit permissions cannot be tested,
 * which the areas' messages say.
 */

interface Area {
  readonly area: string
  /** The required permission of the API member's security role, as worded in ConnectWise's own screen. */
  readonly right: string
}

const tickets: Area = {
  area: 'Service tickets: read (write access is verified on first use)',
  right: 'Service Desk › Service Tickets: Inquire All (and Edit All; to close tickets, Close Service Tickets: Edit)',
}
const notes: Area = {
  area: 'Notes: read (write access is verified on first use)',
  right: 'Service Desk › Service Tickets: Inquire All and Add All',
}
const timeEntries: Area = {
  area: 'Time entries: read (write access is verified on first use)',
  right: 'Time & Expense › Time Entry: Add and Inquire All; Finance › Billing View Time: Inquire',
}
const boards: Area = {
  area: 'Boards and statuses: read',
  right: 'System › Table Setup (Service Board, Status): Inquire',
}
const members: Area = { area: 'Members: read', right: 'System › Member Maintenance: Inquire All' }
const companies: Area = { area: 'Companies: read', right: 'Companies › Company Maintenance: Inquire All' }
const areas = [tickets, notes, timeEntries, boards, members, companies] as const

const address = 'Address'
const signIn = 'Sign-in'

const good = (area: string): ConnectionCheck => ({ area, state: 'OK', ok: true, message: null })
const bad = (area: string, message: string): ConnectionCheck => ({ area, state: 'FAILED', ok: false, message })
const skipped = (area: string, message: string): ConnectionCheck => ({ area, state: 'SKIPPED', ok: false, message })
const skippedAll = (left: readonly Area[], after: string) =>
  left.map(({ area }) => skipped(area, `Skipped: ${after} has to work first.`))

/** Tests a tenant's ConnectWise, area by area. Never throws for a vendor error. */
export async function testConnection(
  client: ConnectWiseClient,
  account: ConnectWiseAccount,
): Promise<ConnectionCheck[]> {
  const first = await attempt(() => client.page(account, { path: 'service/tickets', fields: ['id'], pageSize: 1 }))
  const signInCheck = checkSignIn(first)
  if (signInCheck) return signInCheck
  const ticketId = first instanceof VendorError ? null : toId(first[0]?.['id'])

  const list = (path: string, fields: string[] = ['id']) =>
    attempt(() => client.page(account, { path, fields, pageSize: 1 }))
  const readStatuses = async () => {
    const found = await list('service/boards')
    const boardId = found instanceof VendorError ? null : toId(found[0]?.['id'])
    return boardId === null ? found : list(`service/boards/${boardId}/statuses`)
  }
  const [noted, timed, boarded, staffed, accompanied] = await Promise.all([
    ticketId === null ? null : list(`service/tickets/${ticketId}/notes`),
    list('time/entries'),
    readStatuses(),
    list('system/members', ['id', 'identifier']),
    list('company/companies'),
  ])
  return [
    good(address),
    good(signIn),
    classifyArea(tickets, first),
    noted
      ? classifyArea(notes, noted)
      : skipped(notes.area, 'Skipped: there is no ticket that the API member can see to try this on.'),
    classifyArea(timeEntries, timed),
    classifyArea(boards, boarded),
    classifyArea(members, staffed),
    classifyArea(companies, accompanied),
  ]
}

type Outcome = readonly WireRow[] | VendorError

async function attempt(call: () => Promise<WireRow[]>): Promise<Outcome> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof VendorError) return error
    throw error
  }
}

/** Evaluates the first call; null if sign-in worked, so that the areas can be tested. */
function checkSignIn(outcome: Outcome): ConnectionCheck[] | null {
  if (!(outcome instanceof VendorError)) return null
  switch (outcome.code) {
    case 'VENDOR_TIMEOUT':
    case 'VENDOR_UNAVAILABLE':
      return [
        bad(address, addressAdvice(outcome)),
        skipped(signIn, 'Skipped: the address has to work first.'),
        ...skippedAll(areas, 'the address'),
      ]
    case 'VENDOR_UNAUTHORIZED':
      return [good(address), bad(signIn, signInAdvice(outcome)), ...skippedAll(areas, 'the sign-in')]
    case 'VENDOR_BAD_RESPONSE':
      // ConnectWise itself responded and rejected the query: the URL is correct.
      if (outcome instanceof ConnectWiseRefusal || isAboutVersion(outcome)) {
        const [first, ...rest] = areas
        return [
          good(address),
          skipped(signIn, 'Skipped: ConnectWise has to take the question first.'),
          bad(first.area, refusalAdvice(outcome)),
          ...skippedAll(rest, 'reading service tickets'),
        ]
      }
      return [
        bad(address, 'Something answers there, but not as ConnectWise’s API does. Check the address and its codebase.'),
        skipped(signIn, 'Skipped: the address has to work first.'),
        ...skippedAll(areas, 'the address'),
      ]
    default:
      return null
  }
}

function addressAdvice({ code, cause }: VendorError): string {
  if ((cause as { code?: unknown } | undefined)?.code === forbiddenAddress) {
    return 'The name of this host leads into a private network. Where that is meant, the setting CONNECTWISE_ALLOWED_HOSTS has to name it.'
  }
  return code === 'VENDOR_TIMEOUT'
    ? 'Nothing answers there in time. Check the address, and whether the gateway may reach it.'
    : 'It cannot be reached, or has a fault of its own. Check the address, and try again in a minute.'
}

const isAboutVersion = ({ message }: VendorError) => message === versionRefused

function refusalAdvice(error: VendorError): string {
  const said = error instanceof ConnectWiseRefusal && error.words !== '' ? ` It says: ${error.words}` : ''
  return `${error.message}${said}`
}

function signInAdvice({ message }: VendorError): string {
  return /company/.test(message)
    ? 'ConnectWise does not know the company id at this address. Check both.'
    : 'ConnectWise refuses the keys. Check company id, public key, private key and client id, and that the API member is active.'
}

function classifyArea({ area, right }: Area, outcome: Outcome): ConnectionCheck {
  if (!(outcome instanceof VendorError)) return good(area)
  if (outcome.code === 'VENDOR_FORBIDDEN') return bad(area, `The API member’s security role needs ${right}.`)
  return bad(area, `${outcome.message} Try again in a minute.`)
}
