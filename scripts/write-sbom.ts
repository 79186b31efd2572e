/*
 * npm run --silent sbom [-- <folder>]
 *
 * The production dependencies as a CycloneDX SBOM, from the lock file alone, so that it needs no network: to standard
 * output, or as msp-graph.cdx.json into a folder that is there.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNpm } from './run-npm.ts'

interface Sbom {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } }
  readonly components: readonly Component[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[]
}

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version: string
}

interface LockFile {
  readonly name: string
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly dev?: boolean }>>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const [folder] = process.argv.slice(2)

const args = ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application', '--package-lock-only']
const { output, code } = await runNpm(args, { cwd: root, limitMs: 60_000 })
if (code !== 0) {
  console.error('npm cannot write an SBOM here: it takes npm 10 or newer, and the lock file.')
  process.exit(1)
}

const { name, packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as LockFile
const sbom = forProduction(JSON.parse(output) as Sbom)

/** Leaves out what only development needs. npm's own `--omit=dev` leaves out what development needs as well. */
function forProduction(all: Sbom): Sbom {
  const installed = Object.entries(packages).filter(([path, { dev }]) => path !== '' && !dev)
  const wanted = new Set(installed.map(([path, { version }]) => `${path.split('node_modules/').at(-1)} ${version}`))
  const components = all.components.filter((each) => wanted.has(`${each.name} ${each.version}`))
  // npm takes the name of the folder.
  const component = { ...all.metadata.component, name }
  const refs = new Set([component['bom-ref'], ...components.map((each) => each['bom-ref'])])
  const dependencies = all.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }))
  return { ...all, metadata: { ...all.metadata, component }, components, dependencies }
}

const text = `${JSON.stringify(sbom, null, 2)}\n`

if (folder === undefined) {
  process.stdout.write(text)
} else {
  const file = join(resolve(process.env['INIT_CWD'] ?? '.', folder), `${name}.cdx.json`)
  try {
    writeFileSync(file, text)
    console.log(file)
  } catch (error) {
    console.error(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}): is there such a folder?`)
    process.exitCode = 1
  }
}
