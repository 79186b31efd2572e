export type DatabaseKind = 'sqlite' | 'postgres'

/** Which database an address leads to: `postgres://…` to PostgreSQL, `file:…` to SQLite. */
export function kindOf(url: string): DatabaseKind {
  return /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
}
