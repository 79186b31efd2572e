import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readCopy, readDockerfile, readIgnore } from '../../support/container/dockerfile.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const stages = readDockerfile(read('Dockerfile'))
const runtime = stages.at(-1)
const isIgnored = readIgnore(read('.dockerignore'))

/** What the image takes of the project's files. */
const taken = (runtime?.instructions ?? [])
  .filter(({ name }) => name === 'COPY')
  .map(({ text }) => readCopy(text))
  .filter(({ from }) => from === null)
  .flatMap(({ sources }) => sources)
const isInImage = (path: string) =>
  !isIgnored(path) && taken.some((source) => path === source || path.startsWith(`${source}/`))

/** The files that these load, directly and through others. */
function loadedBy(...entries: string[]): Set<string> {
  const loaded = new Set<string>()
  const follow = (path: string) => {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const [, specifier = ''] of read(path).matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)) {
      follow(relative(root, join(root, dirname(path), specifier)))
    }
  }
  entries.forEach(follow)
  return loaded
}

const operatorPrograms = ['scripts/audit.ts', 'scripts/sync.ts', 'scripts/rotate-keys.ts']

describe('the image', () => {
  test('has every file that the gateway and the programs of an operator load', () => {
    const loaded = loadedBy('scripts/preload.mjs', 'server/main.ts', ...operatorPrograms)

    expect(loaded.size).toBeGreaterThan(250)
    expect([...loaded].filter((path) => !isInImage(path))).toEqual([])
  })

  test('has nothing else of the project but the graph and its portal', () => {
    const others = globSync(
      '{tests,simulators,client,explorer,bench,docs,examples,deploy,sdk,scripts}/**/*.{ts,tsx,mjs,md}',
      {
        cwd: root,
      },
    )
    const loaded = loadedBy('scripts/preload.mjs', ...operatorPrograms)

    expect(others.length).toBeGreaterThan(500)
    expect(others.filter((path) => isInImage(path) && !loaded.has(path))).toEqual([])
  })

  test.each(['.env', '.env.production', 'data/gateway.db', 'gateway.log', 'deploy/key.pem'])(
    'has no %s, whatever is copied',
    (path) => {
      expect(isIgnored(path)).toBe(true)
    },
  )

  test('takes only what is there', () => {
    for (const source of taken)
      expect([source, existsSync(join(root, source)) && !isIgnored(source)]).toEqual([source, true])
  })

  test('runs as an ordinary user, and Node in it gets the signals', () => {
    const last = (wanted: string) => runtime?.instructions.findLast(({ name }) => name === wanted)?.text

    expect(last('USER')).toBe('node')
    expect(last('CMD')).toMatch(/^\["node", /)
    expect(last('STOPSIGNAL')).toBe('SIGTERM')
    expect(last('HEALTHCHECK')).toContain('/health/ready')
  })
})

test('the archive for a machine has the same programs as the image', () => {
  const scriptsOf = (text: string) => text.match(/scripts\/[\w-]+\.(?:ts|mjs)/g)?.toSorted()

  expect(scriptsOf(/^cp scripts\/.*$/m.exec(read('deploy/vm/pack.sh'))?.[0] ?? '')).toEqual(
    taken.filter((path) => path.startsWith('scripts/')).toSorted(),
  )
})
