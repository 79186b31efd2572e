import { atLeast, atMost, type Bar } from '../bars.ts'
import type { Measured } from './measure-workload.ts'
import type { MemoryResult, Results } from './results.ts'
import { names } from './targets.ts'
import type { WorkloadName } from './workloads.ts'

type Figures = Omit<Results, 'bars' | 'date' | 'machine'>

/** What the gateway has to reach beside the peers. A bar on a peer that was not measured is left out. */
export function compareWithBars(results: Figures): Bar[] {
  return [
    ...speedBars(results),
    ...unseenBars(results),
    ...expiredBars(results),
    ...startBars(results),
    ...loadBars(results),
    ...memoryBars(results),
  ]
}

function serverIn({ workloads }: Figures, workload: WorkloadName, name: string): Measured | undefined {
  return workloads.find((each) => each.name === workload)?.servers.find((server) => server.name === name)
}

interface SpeedBar {
  readonly workload: WorkloadName
  readonly of: string
  readonly peer: string
  readonly least: number
}

function speedBars(results: Figures): Bar[] {
  const warm = (['list', 'page'] as const).flatMap((workload): SpeedBar[] => [
    { workload, of: names.warm, peer: names.bare, least: 0.7 },
    { workload, of: names.warm, peer: names.mercurius, least: 3 },
    { workload, of: names.warm, peer: names.apollo, least: 15 },
    { workload, of: names.warm, peer: names.yogaCache, least: 5 },
  ])
  const executing: SpeedBar[] = [
    { workload: 'filters', of: names.executing, peer: names.bare, least: 0.5 },
    { workload: 'filters', of: names.executing, peer: names.mercurius, least: 2 },
  ]
  return [...warm, ...executing].flatMap(({ workload, of, peer, least }) => {
    const [gateway, other] = [serverIn(results, workload, of), serverIn(results, workload, peer)]
    if (!gateway || !other) return []
    const times = gateway.requestsPerSecond / other.requestsPerSecond
    return [atLeast(`${workload}, ${of}: requests per second, of ${peer}`, times, least, ' times', 2)]
  })
}

function unseenBars({ unseen }: Figures): Bar[] {
  const speedOf = (wanted: string) => unseen.find(({ name }) => name === wanted)?.requestsPerSecond
  const [gateway, apollo] = [speedOf(names.warm), speedOf(names.apollo)]
  if (gateway === undefined || apollo === undefined) return []
  return [atLeast(`new documents: requests per second, of ${names.apollo}`, gateway / apollo, 1, ' times', 2)]
}

function expiredBars({ expired }: Figures): Bar[] {
  const bar = (what: string, { onePersonMs, fiftyPeopleMs }: Figures['expired']['old']) =>
    atMost(`${what}: fifty people at once, of one person’s time`, fiftyPeopleMs / onePersonMs, 1.5, ' times', 2)
  return [bar('page that waits for the vendor', expired.old), bar('page made from the copy', expired.changed)]
}

function startBars({ starts: { gatewayMs, mercuriusMs } }: Figures): Bar[] {
  return [
    atMost('start to ready', gatewayMs, 1_000, ' ms'),
    atMost('start to ready, of Mercurius with the same schema', gatewayMs / mercuriusMs, 1.5, ' times', 2),
  ]
}

function loadBars(results: Figures): Bar[] {
  const page = serverIn(results, 'page', names.warm)
  const delays = results.workloads.flatMap(({ servers }) =>
    servers.flatMap(({ delayP99Ms }) => (delayP99Ms === null ? [] : [delayP99Ms])),
  )
  return [
    ...(page ? [atMost('page: processor time per request', page.cpuMs, 0.15, ' ms', 3)] : []),
    atMost('event loop under full load, p99', Math.max(...delays), 20, ' ms', 1),
  ]
}

function memoryBars({ memory }: Figures): Bar[] {
  const beyondRecords = (wanted: string) => {
    const found = memory.find(({ name }) => name === wanted)
    return found && beyond(found)
  }
  const [gateway, yoga] = [beyondRecords(names.warm), beyondRecords(names.yogaCache)]
  if (gateway === undefined || yoga === undefined) return []
  return [atMost(`memory beyond the records, under load (of ${names.yogaCache})`, gateway, yoga, ' MiB')]
}

/** The most memory under load without the records themselves. */
export const beyond = ({ peakMebibytes: peak, recordsMebibytes }: MemoryResult): number => peak - recordsMebibytes
