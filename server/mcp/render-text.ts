type Row = Readonly<Record<string, unknown>>

/**
 * Structured content as text, for clients that show a model the text alone: single figures as lines, lists as tables with
 * their columns named once. Nothing but what is null or empty is left out.
 */
export function renderText(content: Row): string {
  const single = Object.entries(content).filter(([, value]) => !isTable(value) && value !== null)
  const lines = single.flatMap(([name, value]) => renderField(name, value))
  const tables = Object.entries(content).flatMap(([name, value]) => (isTable(value) ? [renderTable(name, value)] : []))
  return [...lines, ...tables].join('\n')
}

const isTable = (value: unknown): value is readonly Row[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each))

function renderField(name: string, value: unknown): string[] {
  const fields = Object.entries(flatten({ [name]: value })).filter(([, below]) => below !== '')
  return fields.map(([key, text]) => `${key}: ${text}`)
}

function renderTable(name: string, rows: readonly Row[]): string {
  if (rows.length === 0) return `${name}: none`
  const flat = rows.map(flatten)
  const columns = [...new Set(flat.flatMap((row) => Object.keys(row)))]
  const used = columns.filter((column) => flat.some((row) => (row[column] ?? '') !== ''))
  const cell = (row: Readonly<Record<string, string>>) => (column: string) => row[column] || '-'
  return [`${name}:`, used.join(' | '), ...flat.map((row) => used.map(cell(row)).join(' | '))].join('\n')
}

/** Fields of objects within as `holder.field`; of an object with one field only as `holder`. */
function flatten(row: Row): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(row)) {
    if (typeof value !== 'object' || value === null) flat[name] = textOf(value)
    else if (Array.isArray(value)) flat[name] = value.map(inline).join('; ')
    else {
      const below = Object.entries(flatten(value as Row))
      for (const [key, text] of below) flat[below.length === 1 ? name : `${name}.${key}`] = text
    }
  }
  return flat
}

const inline = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.values(flatten(value as Row))
        .filter((text) => text !== '')
        .join(' ')
    : textOf(value)

/** On one line: texts of people have lines and columns of their own. */
function textOf(value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '¦').trim()
}
