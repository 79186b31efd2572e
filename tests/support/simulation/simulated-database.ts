import type { KyselyPlugin } from 'kysely'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import type { Database } from '../../../server/database/create-database.ts'

/** What the way to the database does to one statement or transaction. */
export interface DatabaseTrouble {
  /** Waits on the way there, for a transaction only. @throws DatabaseUnavailableError with nothing done */
  before(): Promise<void>
  /** Waits on the way back. @throws DatabaseUnavailableError although it was done */
  after(): Promise<void>
}

export const databaseAway = () => new DatabaseUnavailableError(new Error('The simulated database is away.'))

/**
 * A gateway's way to the one database: statements interleave with those of other gateways, transactions are whole, and
 * an answer can be late or lost.
 */
export function wayToDatabase(db: Database, trouble: DatabaseTrouble): Database {
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      await trouble.after()
      return result
    },
  }
  const single = db.withPlugin(plugin)
  const transaction = () => ({
    async execute<T>(work: (trx: Database) => Promise<T>): Promise<T> {
      await trouble.before()
      const done = await db
        .transaction()
        .execute((trx) => work(trx))
        .then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        )
      await trouble.after()
      if ('error' in done) throw done.error
      return done.value
    },
  })
  return new Proxy(single, {
    get(target, name) {
      if (name === 'transaction') return transaction
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}
