import { createHash } from 'node:crypto'
import { existsSync, globSync, statSync } from 'node:fs'
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, parse, validate } from 'graphql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { persistedOperations, readOperations } from '../../../../client/build/persisted-operations.ts'

const path = (relative: string) => fileURLToPath(new URL(`../../../../${relative}`, import.meta.url))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The text of every file of the pattern. */
const readAll = async (pattern: string): Promise<string[]> =>
  Promise.all((await Array.fromAsync(glob(path(pattern)))).toSorted().map((file) => readFile(file, 'utf8')))

/** What a build gave the gateway; null when there was none since a document last changed. */
async function builtManifest(): Promise<unknown> {
  const file = path('dist/persisted-operations.json')
  if (!existsSync(file)) return null
  const sources = [path('client/build/persisted-operations.ts'), ...globSync(path('client/**/*.graphql'))]
  const changedAt = Math.max(...sources.map((source) => statSync(source).mtimeMs))
  return statSync(file).mtimeMs > changedAt ? JSON.parse(await readFile(file, 'utf8')) : null
}

const operations = await readOperations(path('client'))

describe('the operations of the portal', () => {
  test('are those of its documents, each once', async () => {
    const documents = (await readAll('client/**/*.graphql')).join('\n')
    const written = [...documents.matchAll(/^(?:query|mutation|subscription) (\w+)/gm)].map(([, name = '']) => name)
    expect(operations.map(({ name }) => name)).toEqual(written.toSorted())
  })

  test('go by the hash of their text', () => {
    expect(operations.map(({ hash }) => hash)).toEqual(operations.map(({ text }) => sha256(text)))
  })

  test('are valid in the schema', async () => {
    const schema = buildSchema((await readAll('schema/*.graphql')).join('\n'))
    const faults = operations.flatMap(({ name, text }) =>
      validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`),
    )
    expect(faults).toEqual([])
  })

  test('are what the build of these documents gave the gateway', async () => {
    const expected = Object.fromEntries(operations.map(({ hash, text }) => [hash, text]))
    expect((await builtManifest()) ?? expected).toEqual(expected)
  })
})

describe('documents', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'documents-'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const write = (file: string, text: string) => writeFile(join(folder, file), text)

  test('become one text each: __typename below the root, and the fragments they need, once', async () => {
    await write('a.graphql', 'query B { viewer { ...One ...Two } } query A { __typename viewer { __typename id } }')
    await write(
      'b.graphql',
      'fragment Two on Viewer { name ...One } fragment One on Viewer { id } fragment No on V { x }',
    )
    const [a, b, ...others] = (await readOperations(folder)).map(({ text }) => text.replaceAll(/\s+/g, ' '))

    expect([a, b, others]).toEqual([
      'query A { __typename viewer { __typename id } }',
      'query B { viewer { ...One ...Two __typename } } ' +
        'fragment One on Viewer { id __typename } fragment Two on Viewer { name ...One __typename }',
      [],
    ])
  })

  test.each([
    ['query { viewer { id } }', 'a.graphql: an operation has no name.'],
    ['query A { viewer { id } } mutation A { refresh }', 'a.graphql: there are two operations named A.'],
    ['query A { viewer { ...Lost } }', 'There is no fragment named Lost.'],
  ])('such as %j are refused', async (text, message) => {
    await write('a.graphql', text)
    await expect(readOperations(folder)).rejects.toThrow(message)
  })

  test('give the bundle the hashes and the gateway the texts, from one list', async () => {
    await write('a.graphql', 'query A { viewer { id } } query B { viewer { name } }')
    const manifestFile = join(folder, 'new/manifest.json')
    // The hooks as the bundler calls them; this plugin uses nothing of the bundler's own.
    const plugin = persistedOperations({ documents: folder, manifestFile }) as unknown as {
      resolveId: (id: string) => string | null
      load: (id: string) => Promise<string | null>
      writeBundle: () => Promise<void>
    }
    const id = plugin.resolveId('virtual:persisted-operations') ?? ''
    await plugin.writeBundle()
    const expected = await readOperations(folder)

    expect({
      hashes: JSON.parse((await plugin.load(id))?.replace('export default ', '') ?? ''),
      manifest: JSON.parse(await readFile(manifestFile, 'utf8')),
      other: [plugin.resolveId('react'), await plugin.load('react')],
    }).toEqual({
      hashes: Object.fromEntries(expected.map(({ name, hash }) => [name, hash])),
      manifest: Object.fromEntries(expected.map(({ hash, text }) => [hash, text])),
      other: [null, null],
    })
  })
})
