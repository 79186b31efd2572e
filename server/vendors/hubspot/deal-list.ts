import type { WireRow } from '../kit/wire.ts'
import type { HubSpotClient } from './client.ts'
import { deals } from './mapping.ts'

/** Reads the list of all deals, for questions and for the initial load of the replica. */
export interface DealList {
  /** Reads it from its beginning. */
  read(): Promise<readonly WireRow[]>
  /** Takes the list that is being read, or was within the last seconds: the initial load begins just after a question. */
  takeLatest(): Promise<readonly WireRow[]>
}

/** How long a list is kept for the initial load, in milliseconds. */
const keptMs = 10_000

/**
 * @param onBegin called when a reading begins
 * @param onPage called after each page with the number of deals so far
 */
export function createDealList(
  client: Pick<HubSpotClient, 'list'>,
  onBegin: () => void,
  onPage: (read: number) => void,
): DealList {
  let reading: Promise<readonly WireRow[]> | null = null
  let latest: readonly WireRow[] | null = null

  function keep(rows: readonly WireRow[]): void {
    latest = rows
    setTimeout(() => {
      if (latest === rows) latest = null
    }, keptMs).unref()
  }

  async function readList(): Promise<readonly WireRow[]> {
    onBegin()
    const rows = await client.list(deals.entity, deals.fields, onPage)
    keep(rows)
    return rows
  }

  function read(): Promise<readonly WireRow[]> {
    const begun = readList().finally(() => {
      if (reading === begun) reading = null
    })
    reading = begun
    return begun
  }

  return {
    read,
    async takeLatest() {
      const rows = reading ? await reading : (latest ?? (await read()))
      latest = null
      return rows
    },
  }
}
