interface Selection {
  [name: string]: Selection | true
}

/**
 * Gives back only what `fields` lists (`id,summary,status/name`), in the record's order; `_info` only when listed,
 * unknown names ignored (recorded 2025). Without a list the whole record.
 */
export function selectFields(fields: string | undefined): (record: Record<string, unknown>) => Record<string, unknown> {
  const paths = (fields ?? '')
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
  if (paths.length === 0) return (record) => record
  const selection: Selection = {}
  for (const path of paths) add(selection, path.split('/'))
  return (record) => pick(record, selection)
}

function add(selection: Selection, [name = '', ...rest]: string[]): void {
  if (rest.length === 0) {
    selection[name] = true
    return
  }
  const inner = selection[name] ?? {}
  if (inner === true) return
  selection[name] = inner
  add(inner, rest)
}

function pick(record: Record<string, unknown>, selection: Selection): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(record)) {
    const wanted = Object.hasOwn(selection, name) ? selection[name] : undefined
    if (wanted === undefined) continue
    const isInner = wanted !== true && typeof value === 'object' && value !== null && !Array.isArray(value)
    picked[name] = isInner ? pick(value as Record<string, unknown>, wanted) : value
  }
  return picked
}
