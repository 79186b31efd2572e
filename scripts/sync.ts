import type { Config } from '../server/config/config.ts'
import type { Database } from '../server/database/create-database.ts'
import type { ReplicaName } from '../server/sync/stored-key.ts'
import {
  listReplicas,
  purgeReplicas,
  rebuildReplicas,
  type DeletedReplica,
  type StoredReplica,
} from '../server/sync/stored-replicas.ts'
import { autotaskReplicas, slicesOfStored } from '../server/vendors/autotask/index.ts'
import { hubspotReplicas, wholeSlice } from '../server/vendors/hubspot/index.ts'
import { count, describeReplica } from './describe-replica.ts'
import { runDatabaseCommand, type DatabaseCommand } from './run-command.ts'

/**
 * `npm run sync -- status | rebuild | purge`: shows, begins again or deletes the stored replica of vendor records, also
 * while gateways run. See docs/sync.md.
 */

type Command = (database: Database, config: Config) => Promise<string>

const usage = `Usage: npm run sync -- <command>
  status   shows what is stored
  rebuild  deletes what is stored and has the gateways load it again
  purge    deletes what is stored`

const nothing = 'Nothing is stored: no gateway has replicated vendor records into this database.'

const commands: Readonly<Record<string, Command>> = {
  async status(database, { vendors: { autotask, hubspot }, sync }) {
    const stored = await listReplicas(database)
    const now = Date.now()
    const ours = [
      ...(autotask ? autotaskReplicas(autotask, sync.months) : []),
      ...(hubspot ? hubspotReplicas(hubspot) : []),
    ]
    const slicesOf = (replica: StoredReplica) =>
      replica.account.startsWith('hubspot:') ? [wholeSlice] : slicesOfStored(replica, now)
    const describe = (replica: StoredReplica) =>
      describeReplica(replica, { now, slices: slicesOf(replica), belongsTo: belongsTo(replica, ours) })
    const off = sync.months === 0 ? ['SYNC_MONTHS is 0: gateways with these settings replicate nothing.'] : []
    return [...off, ...(stored.length === 0 ? [nothing] : stored.map(describe))].join('\n\n')
  },

  async rebuild(database) {
    const rebuilt = await rebuildReplicas(database)
    if (rebuilt.length === 0) return nothing
    return [
      ...[...recordsByAccount(rebuilt)].map(
        ([account, records]) => `${account}: ${count(records, 'record')} deleted, to be loaded again.`,
      ),
      'A running gateway drops its copy within seconds and loads again; one that is not running, once it is asked.',
    ].join('\n')
  },

  async purge(database, { sync }) {
    const purged = await purgeReplicas(database)
    if (purged.length === 0) return nothing
    const records = recordsByAccount(purged)
    const sum = [...records.values()].reduce((total, own) => total + own, 0)
    return [
      `${count(sum, 'record')} of ${count(records.size, 'account')} deleted.`,
      sync.months === 0
        ? 'SYNC_MONTHS is 0: gateways with these settings store no more of them.'
        : 'A running gateway drops its copy within seconds and loads again: to keep nothing, set SYNC_MONTHS=0 and restart.',
    ].join('\n')
  },
}

function belongsTo({ account, format }: StoredReplica, ours: readonly ReplicaName[]) {
  const own = ours.find((name) => name.account === account)
  if (!own) return 'another account'
  return own.format === format ? 'us' : 'another format'
}

/** Number of deleted records by account: gateways of several versions or settings each have a replica of one. */
function recordsByAccount(deleted: readonly DeletedReplica[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { account, records } of deleted) sums.set(account, (sums.get(account) ?? 0) + records)
  return sums
}

/** Null if they are not exactly one command. */
function commandOf([name, ...others]: readonly string[]): DatabaseCommand | null {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command || others.length > 0) return null
  return async (database, config) => {
    console.log(await command(database, config))
    return 0
  }
}

await runDatabaseCommand(usage, commandOf)
