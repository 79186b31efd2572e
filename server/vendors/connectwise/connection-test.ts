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

type Outcome = readonly WireRow[] | VendorError

/** Reads one row of a list. */
type ReadList = (path: string, fields?: readonly string[]) => Promise<Outcome>

/** An area that is tested once sign-in works. */
interface FurtherArea extends Area {
  /** Makes the call; null if there is nothing to make it with. */
  readonly read: (list: ReadList, ticketId: number | null) => Promise<Outcome> | null
}

const furtherAreas: readonly FurtherArea[] = [
  {
    area: 'Notes: read (write access is verified on first use)',
    right: 'Service Desk › Service Tickets: Inquire All and Add All',
    read: (list, ticketId) => (ticketId === null ? null : list(`service/tickets/${ticketId}/notes`)),
  },
  {
    area: 'Time entries: read (write access is verified on first use)',
    right: 'Time & Expense › Time Entry: Add and Inquire All; Finance › Billing View Time: Inquire',
    read: (list) => list('time/entries'),
  },
  {
    area: 'Boards and statuses: read',
    right: 'System › Table Setup (Service Board, Status): Inquire',
    async read(list) {
      const boards = await list('service/boards')
      const boardId = firstId(boards)
      return boardId === null ? boards : list(`service/boards/${boardId}/statuses`)
    },
  },
  {
    area: 'Members: read',
    right: 'System › Member Maintenance: Inquire All',
    read: (list) => list('system/members', ['id', 'identifier']),
  },
  {
    area: 'Companies: read',
    right: 'Companies › Company Maintenance: Inquire All',
    read: (list) => list('company/companies'),
  },
]

const areas = [tickets, ...furtherAreas]

const address = 'Address'
const signIn = 'Sign-in'

const good = (area: string): ConnectionCheck => ({ area, state: 'OK', ok: true, message: null })
const bad = (area: string, message: string): ConnectionCheck => ({ area, state: 'FAILED', ok: false, message })
const skipped = (area: string, message: string): ConnectionCheck => ({ area, state: 'SKIPPED', ok: false, message })
const skippedAll = (left: readonly Pick<Area, 'area'>[], after: string) =>
  left.map(({ area }) => skipped(area, `Skipped: ${after} has to work first.`))

/** Tests a tenant's ConnectWise, area by area. Never throws for a vendor error. */
export async function testConnection(
  client: ConnectWiseClient,
  account: ConnectWiseAccount,
): Promise<ConnectionCheck[]> {
  const list: ReadList = (path, fields = ['id']) =>
    client.page(account, { path, fields, pageSize: 1 }).catch((error: unknown) => {
      if (error instanceof VendorError) return error
      throw error
    })
  const first = await list('service/tickets')
  const failed = checkSignIn(first)
  if (failed) return failed
  const further = furtherAreas.map(async (area) => classifyArea(area, await area.read(list, firstId(first))))
  return [good(address), good(signIn), classifyArea(tickets, first), ...(await Promise.all(further))]
}

const firstId = (outcome: Outcome) => (outcome instanceof VendorError ? null : toId(outcome[0]?.['id']))

/** Evaluates the first call; null if sign-in worked, so that the areas can be tested. */
function checkSignIn(outcome: Outcome): ConnectionCheck[] | null {
  if (!(outcome instanceof VendorError)) return null
  switch (outcome.code) {
    case 'VENDOR_TIMEOUT':
    case 'VENDOR_UNAVAILABLE':
      return addressFailed(addressAdvice(outcome))
    case 'VENDOR_UNAUTHORIZED':
      return [good(address), bad(signIn, signInAdvice(outcome)), ...skippedAll(areas, 'the sign-in')]
    case 'VENDOR_BAD_RESPONSE':
      // ConnectWise itself responded and rejected the query: the URL is correct.
      if (outcome instanceof ConnectWiseRefusal || isAboutVersion(outcome)) {
        return [
          good(address),
          skipped(signIn, 'Skipped: ConnectWise has to take the question first.'),
          bad(tickets.area, refusalAdvice(outcome)),
          ...skippedAll(furtherAreas, 'reading service tickets'),
        ]
      }
      return addressFailed(
        'Something answers there, but not as ConnectWise’s API does. Check the address and its codebase.',
      )
    default:
      return null
  }
}

const addressFailed = (message: string) => [
  bad(address, message),
  ...skippedAll([{ area: signIn }, ...areas], 'the address'),
]

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

function classifyArea({ area, right }: Area, outcome: Outcome | null): ConnectionCheck {
  if (!outcome) return skipped(area, 'Skipped: there is no ticket that the API member can see to try this on.')
  if (!(outcome instanceof VendorError)) return good(area)
  if (outcome.code === 'VENDOR_FORBIDDEN') return bad(area, `The API member’s security role needs ${right}.`)
  return bad(area, `${outcome.message} Try again in a minute.`)
}
