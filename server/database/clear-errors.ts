import { DeleteQueryNode, InsertQueryNode, UpdateQueryNode } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely'
import type { StateTeller } from './database-state.ts'
import { DatabaseUnavailableError, type DatabaseTrouble } from './database-unavailable-error.ts'
import { toStorable } from './storable-text.ts'

/**
 * The dialect, with `DatabaseUnavailableError` in place of the driver's error wherever the database itself is the trouble
 * and not the statement, and with texts that both databases can keep. It sits below Kysely, so that queries need not think
 * of it.
 *
 * @param troubleOf what an error of the driver says about the database; null: it is the statement's own
 * @param state is told what statements meet
 */
export function withClearErrors(
  dialect: Dialect,
  troubleOf: (error: unknown) => DatabaseTrouble | null,
  state: StateTeller,
): Dialect {
  const translate = (error: unknown): never => {
    const trouble = troubleOf(error)
    if (trouble === null) throw error
    // One statement that finds nothing there, or no lock, says little of the database as a whole.
    if (trouble !== 'busy' && trouble !== 'unreachable') state.tell(trouble, error)
    throw new DatabaseUnavailableError(error, trouble)
  }
  return {
    createDriver: () => watch(dialect.createDriver(), translate, () => state.tell('available')),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

const isWrite = ({ query }: CompiledQuery) =>
  InsertQueryNode.is(query) || UpdateQueryNode.is(query) || DeleteQueryNode.is(query)

function watch(driver: Driver, translate: (error: unknown) => never, onStored: () => void): Driver {
  const init = driver.init.bind(driver)
  const acquire = driver.acquireConnection.bind(driver)
  const begin = driver.beginTransaction.bind(driver)
  const commit = driver.commitTransaction.bind(driver)
  const rollback = driver.rollbackTransaction.bind(driver)
  const watched = new WeakSet<DatabaseConnection>()
  const inTransaction = new WeakSet<DatabaseConnection>()

  driver.init = (options) => init(options).catch(translate)
  driver.acquireConnection = async (options) => {
    const connection = await acquire(options).catch(translate)
    // A driver may hand out the same object again: one layer is enough.
    if (!watched.has(connection)) {
      watched.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = async (query, options) => {
        const storable = { ...query, parameters: toStorable(query.parameters) }
        const result = await execute<never>(storable, options).catch(translate)
        // What a transaction wrote is stored by its commit.
        if (isWrite(query) && !inTransaction.has(connection)) onStored()
        return result
      }
    }
    return connection
  }
  driver.beginTransaction = async (connection, settings) => {
    await begin(connection, settings)
    inTransaction.add(connection)
  }
  driver.commitTransaction = async (connection) => {
    await commit(connection)
    inTransaction.delete(connection)
    onStored()
  }
  // What made the transaction fail is the story. A rollback that fails as well means that there is nothing left to roll
  // back: the connection is gone, or the database has done it by itself.
  driver.rollbackTransaction = async (connection) => {
    inTransaction.delete(connection)
    await rollback(connection).catch(() => undefined)
  }
  return driver
}
