export type DatabaseKind = 'sqlite' | 'postgres'

/** Database kind of a URL: `postgres://…` is PostgreSQL, `file:…` SQLite. */
export function kindOf(url: string): DatabaseKind {
  return /^postgres(ql)?:/.test(url) ? 'postgres' : 'sqlite'
}
