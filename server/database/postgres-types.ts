import pg from 'pg'

/** bigint is parsed as text by default; ours are instants and counts, which a number represents exactly. */
export function getTypeParser(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return pg.types.getTypeParser(oid, format)
}
