import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'

/**
 * The dialect, with `DatabaseUnavailableError` in place of the driver's error wherever the database itself is the trouble
 * and not the statement. It sits below Kysely, so that nobody who queries has to think of it.
 */
export function withClearErrors(dialect: Dialect, isAway: (error: unknown) => boolean): Dialect {
  const translate = (error: unknown): never => {
    throw isAway(error) ? new DatabaseUnavailableError(error) : error
  }
  return {
    createDriver: () => watch(dialect.createDriver(), translate),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  }
}

function watch(driver: Driver, translate: (error: unknown) => never): Driver {
  const init = driver.init.bind(driver)
  const acquire = driver.acquireConnection.bind(driver)
  const watched = new WeakSet<DatabaseConnection>()

  driver.init = (options) => init(options).catch(translate)
  driver.acquireConnection = async (options) => {
    const connection = await acquire(options).catch(translate)
    // The driver hands out the same object again: one layer is enough.
    if (!watched.has(connection)) {
      watched.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = (query, options) => execute<never>(query, options).catch(translate)
    }
    return connection
  }
  return driver
}
