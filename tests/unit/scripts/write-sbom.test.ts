import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { startProgram } from '../../support/program.ts'

interface Sbom {
  bomFormat: string
  specVersion: string
  metadata: { component: { name: string; version: string; type: string } }
  components: { name: string; version: string; purl: string; hashes?: unknown[]; licenses?: unknown[] }[]
}

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const { dependencies, devDependencies, version } = JSON.parse(read('package.json')) as {
  version: string
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}

const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { version?: string; dev?: boolean }> }

// Nothing is listening there: what needs a registry would fail.
const offline = { npm_config_registry: 'http://127.0.0.1:1/', npm_config_offline: 'true' }
async function run(args: string[]) {
  const program = startProgram(['scripts/write-sbom.ts', ...args], offline)
  const { code } = await program.ended
  return { code, output: program.output(), errors: program.errors() }
}

let printed: Awaited<ReturnType<typeof run>>
beforeAll(async () => {
  printed = await run([])
})

test('is CycloneDX of this version, without a network', () => {
  const { bomFormat, specVersion, metadata } = JSON.parse(printed.output) as Sbom

  expect(printed.code).toBe(0)
  expect({ bomFormat, specVersion, component: metadata.component }).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    component: { name: 'msp-graph', version, type: 'application' },
  })
})

test('names every production dependency in its version, with a hash and a licence, and no other', () => {
  const { components } = JSON.parse(printed.output) as Sbom
  const versions = Object.fromEntries(components.map((each) => [each.name, each.version]))

  expect(versions).toMatchObject(dependencies)
  const forDevelopment = Object.keys(devDependencies).filter((name) => lock.packages[`node_modules/${name}`]?.dev)
  expect(forDevelopment.length).toBeGreaterThan(20)
  expect(forDevelopment.filter((name) => name in versions)).toEqual([])
  const forProduction = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  expect(components.map((each) => `${each.name} ${each.version}`).toSorted()).toEqual(
    [
      ...new Set(forProduction.map(([path, each]) => `${path.split('node_modules/').at(-1)} ${each.version}`)),
    ].toSorted(),
  )
  expect(components.filter(({ hashes = [], licenses = [] }) => !hashes.length || !licenses.length)).toEqual([])
})

test('names no registry', () => {
  expect(printed.output).not.toMatch(/registry/)
})

test('goes into a folder that is named, and says where it cannot', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sbom-'))
  try {
    const written = await run([folder])
    const absent = await run([`${folder}/absent`])
    const file = `${folder}/msp-graph.cdx.json`

    expect(written).toEqual({ code: 0, output: `${file}\n`, errors: '' })
    expect((JSON.parse(await readFile(file, 'utf8')) as Sbom).components.length).toBeGreaterThan(50)
    expect([absent.code, absent.errors]).toEqual([1, expect.stringContaining('(ENOENT): is there such a folder?')])
  } finally {
    await rm(folder, { recursive: true })
  }
})
