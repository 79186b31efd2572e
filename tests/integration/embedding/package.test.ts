import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packageNotes, readApiRecord, readPublicApi, recordApi } from '../../../scripts/package/public-api.ts'
import { buildArchive, builtPackage, fiveLines, root, run, unpackInto } from '../../support/package/build-archive.ts'
import { expectedSummary } from '../../support/package/expected-summary.ts'
import { gatewayEnvironment, startWorldSimulators } from '../../support/world.ts'

let archive: string
let folder: string
let simulators: Awaited<ReturnType<typeof startWorldSimulators>>

beforeAll(async () => {
  archive = await buildArchive()
  folder = await mkdtemp(join(tmpdir(), 'msp-graph-embedded-'))
  await unpackInto(folder, archive)
  simulators = await startWorldSimulators({ scale: 0.1, now: new Date().toISOString() })
})
afterAll(() => simulators.close())

const environment = () => ({ ...process.env, ...gatewayEnvironment(simulators), LOG_LEVEL: 'warn' })

describe('the archive', () => {
  test('is smaller than 1 MiB, with no tests, no portal and no TypeScript beside declarations', async () => {
    const files = await readdir(builtPackage, { recursive: true })

    expect((await stat(archive)).size).toBeLessThan(1_048_576)
    expect(files.filter((file) => /(^|\/)(tests|client|simulators|bench)(\/|$)/.test(file))).toEqual([])
    expect(files.filter((file) => /(?<!\.d)\.tsx?$/.test(file))).toEqual([])
  })

  test('answers from another program, in five lines', async () => {
    await writeFile(join(folder, 'five.js'), fiveLines)

    const { stdout } = await run(process.execPath, ['five.js'], { cwd: folder, env: environment() })

    expect(JSON.parse(stdout)).toEqual({ data: { activitySummary: await expectedSummary(simulators) } })
  })

  test('has the schema as SDL', async () => {
    const text = await readFile(join(builtPackage, 'schema.graphql'), 'utf8')
    expect(buildSchema(text).getQueryType()?.getFields()['activitySummary']?.description).toContain('Figures')
  })

  test('has types: what is right compiles, and what is wrong does not', async () => {
    const program = (range: string) => `
      import { createGraph, type GivenPrincipal, type Graph } from 'msp-graph'
      import { createClient, GraphError, ServiceDeskSummary } from 'msp-graph/client'
      const principal: GivenPrincipal = { id: 'a', name: 'A', roles: ['VIEWER'] }
      const graph: Graph = await createGraph({ principalOf: () => principal })
      const client = createClient({ url: 'http://graph.example/graphql', fetch: graph.handler })
      const { activitySummary } = await client.ask(ServiceDeskSummary, { range: { preset: '${range}' } })
      const total: number | undefined = activitySummary?.totalTickets
      console.log(total, GraphError)
    `
    await writeFile(join(folder, 'right.ts'), program('THIS_MONTH'))
    await writeFile(join(folder, 'wrong.ts'), program('NEVER'))
    // Both at once, as most of the time goes into the types that they share.
    const output = await run(
      process.execPath,
      [
        join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
        '--noEmit',
        '--strict',
        '--module',
        'nodenext',
        '--target',
        'es2023',
        '--types',
        'node',
        '--typeRoots',
        join(root, 'node_modules', '@types'),
        'right.ts',
        'wrong.ts',
      ],
      { cwd: folder },
    ).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    )

    expect(output.split('\n').filter((line) => line.includes('error TS'))).toEqual([
      expect.stringMatching(/^wrong\.ts.*"NEVER"/),
    ])
  })
})

describe('exports of the package', () => {
  test('are as recorded: a change needs an entry in the changelog, and npm run build:package -- --record-api', () => {
    expect(readPublicApi(builtPackage)).toBe(readApiRecord(join(root, 'sdk', 'api.txt'))?.api)
  })

  test('are not recorded anew before the changelog says what changed of them', async () => {
    const file = join(folder, 'api.txt')
    const changelog = (notes: string) =>
      `# Changelog\n\n## Unreleased\n\n### Package\n\n${notes}\n\n### Added\n\n- Else.\n`
    recordApi(file, 'export declare function a(): void;', changelog('- `a`.'))

    const changed = 'export declare function b(): void;'
    expect(() => recordApi(file, changed, changelog('- `a`.'))).toThrow('CHANGELOG.md')
    expect(() => recordApi(file, changed, '# Changelog\n\n## Unreleased\n\n## 1.0.0\n')).toThrow('CHANGELOG.md')
    recordApi(file, changed, changelog('- `a`, now called `b`.'))

    expect(readApiRecord(file)?.api).toBe(changed)
    expect(packageNotes(changelog('- `b`.'))).toBe('- `b`.')
  })
})
