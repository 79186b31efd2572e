import { DeleteQueryNode, InsertQueryNode, UpdateQueryNode } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely'
import type { StateTeller } from './database-state.ts'
import { DatabaseUnavailableError, type DatabaseTrouble } from './database-unavailable-error.ts'
import { toStorable } from './storable-text.ts'

/**
 * Wraps the dialect: throws `DatabaseUnavailableError` in place of driver errors that concern the database rather than
 * the statement, and makes texts storable in both databases. Sits below Kysely, so that queries need not handle either.
 *
 * @param troubleOf classifies a driver error; null: it concerns the statement
 * @param state notified of each statement's result
 */
export function withClearErrors(
  dialect: Dialect,
  troubleOf: (error: unknown) => DatabaseTrouble | null,
  state: StateTeller,
): Dialect {
  const translate = (error: unknown): never => {
    const trouble = troubleOf(error)
    if (trouble === null) throw error
    // One statement that cannot connect or acquire a lock says little about the database as a whole.
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
    // A driver may return the same object again: wrap it once.
    if (!watched.has(connection)) {
      watched.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = async (query, options) => {
        const storable = { ...query, parameters: toStorable(query.parameters) }
        const result = await execute<never>(storable, options).catch(translate)
        // Writes of a transaction are stored by its commit.
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
  // Report the error that failed the transaction. A rollback that fails too means there is nothing left to roll back:
  // the connection is lost, or the database has already done it.
  driver.rollbackTransaction = async (connection) => {
    inTransaction.delete(connection)
    await rollback(connection).catch(() => undefined)
  }
  return driver
}
