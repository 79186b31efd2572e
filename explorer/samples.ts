/** An operation to begin with. */
export interface Sample {
  /** The question it answers: the first line of its file. */
  readonly title: string
  /** The role it needs, if not VIEWER. */
  readonly role: string | null
  /** The name of the operation. */
  readonly name: string
  readonly document: string
}

const files = import.meta.glob<string>('./samples/*.graphql', { query: '?raw', import: 'default', eager: true })

/** In the order of their file names. */
export const samples: readonly Sample[] = Object.keys(files)
  .sort()
  .map((name) => readSample(files[name] ?? ''))

/** The first comment of a document is its title; a role in parentheses at its end is the one it needs. */
function readSample(document: string): Sample {
  const [, title = '', role = null] = /^# (?<title>.*?)(?: \((?<role>[A-Z]+)\))?\n/.exec(document) ?? []
  const [, name = ''] = /^query (\w+)/m.exec(document) ?? []
  return { title, role, name, document }
}
