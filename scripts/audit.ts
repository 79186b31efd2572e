import { readAudit } from '../server/audit/audit-list.ts'
import { csvHead, toCsvLine, toJsonLine } from '../server/audit/csv.ts'
import { pruneAudit } from '../server/audit/prune.ts'
import { createSigner, signingKeysOf } from '../server/audit/signer.ts'
import { verifyAudit } from '../server/audit/verify.ts'
import { dayMs } from '../server/calendar/days.ts'
import type { Config } from '../server/config/config.ts'
import type { Database } from '../server/database/create-database.ts'
import { count } from './describe-replica.ts'
import { runDatabaseCommand, type DatabaseCommand } from './run-command.ts'

/**
 * `npm run audit -- verify | export | prune`: checks the audit log, prints it, or deletes what is old; also while gateways
 * run. See docs/audit.md.
 */

/** @returns the exit code */
type Command = (database: Database, config: Config, options: ReadonlySet<string>) => Promise<number>

const usage = `Usage: npm run audit -- <command>
  verify [--allow-unsigned]     checks every record; ends with 1 and names the first bad one if there is any
  export [--format=csv|jsonl]   prints every record, oldest first in each chain; CSV unless told otherwise
  prune                         deletes what is older than AUDIT_RETENTION_DAYS`

const commands: Readonly<Record<string, { readonly options: readonly string[]; readonly run: Command }>> = {
  verify: {
    options: ['--allow-unsigned'],
    async run(database, config, options) {
      const signer = createSigner(signingKeysOf(config))
      const found = await verifyAudit({ database, signer, allowsUnsigned: options.has('--allow-unsigned') })
      const { chains, records, anchors, unsigned, problems } = found
      const [first, ...others] = problems
      if (first) {
        console.error(`Bad record ${first.id}: it ${first.reason}.`)
        for (const { id, reason } of others) console.error(`Also bad, in another chain: ${id}: it ${reason}.`)
        return 1
      }
      console.log(`Whole: ${count(records, 'record')} in ${count(chains, 'chain')}, ${count(anchors, 'anchor')}.`)
      if (!signer.hasKeys) {
        console.log(
          'The anchors were not checked: neither CREDENTIALS_KEYS nor SESSION_KEYS is set. Without signatures,',
        )
        console.log('a program that can write to the database can write the log anew.')
      } else if (unsigned > 0) {
        console.log(`${count(unsigned, 'anchor')} without a signature: nothing vouches for those chains as a whole.`)
      }
      return 0
    },
  },

  export: {
    options: ['--format=csv', '--format=jsonl'],
    async run(database, _, options) {
      const isJson = options.has('--format=jsonl')
      if (!isJson) await print(csvHead)
      for await (const record of readAudit(database)) await print(isJson ? toJsonLine(record) : toCsvLine(record))
      return 0
    },
  },

  prune: {
    options: [],
    async run(database, config) {
      const { retentionDays } = config.audit
      const now = Date.now()
      const signer = createSigner(signingKeysOf(config))
      const { records, problems } = await pruneAudit({ database, signer, now, before: now - retentionDays * dayMs })
      console.log(`${count(records, 'record')} older than ${count(retentionDays, 'day')} deleted.`)
      for (const { id, reason } of problems) {
        console.error(`Its chain was left as it is: bad record ${id}: it ${reason}.`)
      }
      return problems.length === 0 ? 0 : 1
    },
  },
}

/** Prints a line, no faster than it is read. */
function print(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()))
  })
}

/** Null if they are not exactly one command and options of it. */
function commandOf([name, ...options]: readonly string[]): DatabaseCommand | null {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command || options.some((option) => !command.options.includes(option))) return null
  return (database, config) => command.run(database, config, new Set(options))
}

await runDatabaseCommand(usage, commandOf)
