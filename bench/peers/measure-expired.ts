import { setTimeout as sleep } from 'node:timers/promises'
import { createVendorControl } from '../../tests/support/vendor-control.ts'
import { median } from '../bars.ts'
import { ask } from './ask.ts'
import { dataOf } from './check-answers.ts'
import { openConnections } from './connections.ts'
import { pageOperation, toBody } from './documents.ts'
import type { Target } from './targets.ts'
import type { PeersWorld } from './world.ts'

const rounds = Number(process.env['PEERS_EXPIRED_ROUNDS'] ?? 9)

/** How long the vendor takes where the page waits for it, in milliseconds. */
const vendorMs = 150

/** The page when nothing kept is valid any more, in milliseconds until the last answer. */
export interface Expired {
  readonly onePersonMs: number
  readonly fiftyPeopleMs: number
}

export interface ExpiredPages {
  /** A ticket has changed, and the gateway's copy of the records has it: the page is made from the copy. */
  readonly changed: Expired
  /** Everything is older than may be served: the page waits for the vendor. */
  readonly old: Expired
}

/** The page that has expired, asked for by one person and by fifty at once, in turn. */
export async function measureExpired(world: PeersWorld, gateway: Target): Promise<ExpiredPages> {
  const body = toBody(pageOperation)
  const timeLast = async (expire: () => Promise<void>, people: readonly string[]) => {
    await expire()
    // Opened now: a server closes connections on which nothing is asked.
    const connections = await openConnections(gateway.server.url, people, body)
    try {
      return Math.max(...(await connections.askAtOnce()))
    } finally {
      connections.close()
    }
  }
  const askExpired = async (expire: () => Promise<void>): Promise<Expired> => {
    const [one, fifty]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      one.push(await timeLast(expire, world.people.slice(0, 1)))
      fifty.push(await timeLast(expire, world.people))
    }
    return { onePersonMs: median(one), fiftyPeopleMs: median(fifty) }
  }
  const changed = await askExpired(() => changeTicket(world, gateway))
  const autotask = createVendorControl(world.simulators.autotask.url)
  await autotask.fault({ match: '.*', delayMs: vendorMs, times: -1 })
  const old = await askExpired(() => advance(world, gateway, 20 * 60_000))
  await autotask.clearFaults()
  return { changed, old }
}

async function advance({ simulators }: PeersWorld, { server }: Target, advanceMs: number): Promise<void> {
  simulators.clock.advance(advanceMs)
  await server.tell({ advanceMs })
}

let changes = 0

/** Changes the title of a ticket of the page, and waits until the gateway's copy has it. */
async function changeTicket(world: PeersWorld, gateway: Target): Promise<void> {
  const { simulators, people } = world
  const { rocQueueID, Tickets } = simulators.autotask.world()
  const { to } = (pageOperation.variables as unknown as Ranged).range
  const ticket = Tickets.findLast(
    ({ queueID, createDate }) => queueID === rocQueueID && String(createDate).slice(0, 10) < to,
  )
  const title = `Changed ${++changes} times`
  const autotask = createVendorControl(simulators.autotask.url)
  await autotask.records('Tickets', { upsert: { id: ticket?.id, title } })
  const body = JSON.stringify({ query: `{ ticket(id: "${ticket?.id}") { title } tickets(first: 1) { totalCount } }` })
  // Changes are read once a minute while questions are asked.
  await advance(world, gateway, 61_000)
  for (;;) {
    const data = dataOf(await ask(gateway.server.url, people[0] ?? '', body)) as { ticket: { title: string } }
    if (data.ticket.title === title) return
    await sleep(50)
  }
}

interface Ranged {
  readonly range: { readonly from: string; readonly to: string }
}
