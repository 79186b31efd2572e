import { VendorError } from '../../../../server/errors/vendor-error.ts'
import type { GrantedAccess } from '../../../../server/tickets/tenant-access.ts'
import { ConnectWiseRefusal, type ConnectWiseWriter } from '../../../../server/vendors/connectwise/index.ts'
import type { Ticket } from '../../../../server/vendors/connectwise/types.ts'
import type { Random } from '../../../support/random.ts'
import type { VirtualTime } from './virtual-time.ts'

/** What is stored, by ticket. */
export interface FakeTicket {
  readonly notes: string[]
  readonly times: string[]
  statusId: number
}

export interface FakeOptions {
  readonly time: VirtualTime
  readonly random: Random
  /** How often a call goes wrong, from 0 to 1. */
  readonly trouble: number
  readonly timeoutMs: number
  readonly lateStoreMs: number
  /** Texts that are refused for good. */
  readonly refuses: (text: string) => boolean
}

const gone = () => new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'ConnectWise did not answer in time.')
const broken = () => new VendorError('CONNECTWISE', 'VENDOR_UNAVAILABLE', 'ConnectWise is not working properly.')
const limited = () => new VendorError('CONNECTWISE', 'VENDOR_RATE_LIMITED', 'Too many.', { retryAfterSeconds: 30 })

/**
 * A working double of ConnectWise's writes: it takes time, loses answers after storing, stores late (up to `lateStoreMs` after
 * the time-out), stores nothing, limits, and refuses.
 */
export function createFakeConnectWise(options: FakeOptions) {
  const { time, random, trouble, timeoutMs, lateStoreMs, refuses } = options
  const tickets = new Map<number, FakeTicket>()
  let lastId = 100

  const ticket = (id: number) => {
    const known = tickets.get(id) ?? { notes: [], times: [], statusId: 1 }
    tickets.set(id, known)
    return known
  }

  async function write(text: string, store: () => void): Promise<number> {
    await time.sleep(random.below(400))
    if (refuses(text)) {
      const refusal = { status: 400, vendorCode: 'InvalidObject', words: 'Work Role is not valid.' }
      throw new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'ConnectWise refused the question.', refusal)
    }
    const answer = () => {
      store()
      return ++lastId
    }
    if (!random.chance(trouble)) return answer()
    switch (random.below(6)) {
      case 0:
        throw broken()
      case 1:
        throw limited()
      case 2:
        answer()
        throw random.chance(0.5) ? broken() : limited()
      case 3:
        answer()
        await time.sleep(timeoutMs)
        throw gone()
      case 4:
        await time.sleep(timeoutMs - 400)
        throw gone()
      default: {
        void time.sleep(random.below(timeoutMs - 400 + lateStoreMs)).then(answer)
        await time.sleep(timeoutMs - 400)
        throw gone()
      }
    }
  }

  async function read<T>(look: () => T): Promise<T> {
    await time.sleep(random.below(300))
    if (random.chance(trouble / 2)) throw random.chance(0.5) ? broken() : limited()
    return look()
  }

  const find = (texts: readonly string[], wanted: string) => {
    const index = texts.indexOf(wanted)
    return index < 0 ? null : index + 1
  }

  const writer: ConnectWiseWriter = {
    readTicket: (id) =>
      read(
        () =>
          ({
            id,
            kind: 'service',
            status: { id: ticket(id).statusId, name: 'S' },
            board: { id: 1, name: 'Voice' },
          }) as Ticket,
      ),
    statuses: () => read(() => []),
    addNote: ({ ticketId }, { text }) => write(text, () => ticket(ticketId).notes.push(text)),
    findNote: ({ ticketId }, { text }) => read(() => find(ticket(ticketId).notes, text)),
    addTimeEntry: ({ ticketId }, { notes }) => write(`time ${notes}`, () => ticket(ticketId).times.push(notes)),
    findTimeEntry: ({ ticketId }, { notes }) => read(() => find(ticket(ticketId).times, notes)),
    async setStatus({ ticketId }, statusId) {
      await write('status', () => {
        ticket(ticketId).statusId = statusId
      })
      return statusId
    },
  }
  return { writer, ticket }
}

/** Access to a tenant whose ConnectWise is the double. */
export const granted: GrantedAccess = {
  isGranted: true,
  system: { companyId: 'acme', server: 'https://one.test' },
  account: {
    tenantId: 'acme',
    baseUrl: new URL('https://one.test/v4_6_release/'),
    companyId: 'acme',
    publicKey: 'public',
    privateKey: 'private',
    clientId: 'client',
  },
  defaults: {
    defaultTimeMinutes: 15,
    autoUpdateStatus: false,
    defaultStatuses: [],
    defaultMemberIdentifier: null,
    memberMap: [],
    workRole: null,
    workType: null,
  },
}
