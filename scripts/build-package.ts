import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildASTSchema, concatAST, parse, printSchema } from 'graphql'
import { importsOf } from './package/imports-of.ts'
import { entries, readPublicApi, recordApi } from './package/public-api.ts'
import { reachableFiles } from './package/reachable-files.ts'

// `npm run build:package`: the npm package in dist/package, as JavaScript with types, without tests and portal.
// With `-- --record-api` its exports are recorded too, once the changelog says what changed of them.

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist', 'package')

interface Manifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Started by its address, which no import names. */
const threads = ['server/database/sqlite-thread']

function compile(): void {
  rmSync(target, { recursive: true, force: true })
  execFileSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.package.json'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  )
}

/** Declarations that no public type needs would be a third of the archive. */
function removeUnused(): void {
  const names = Object.values(entries)
  const used = new Set([
    ...reachableFiles(
      target,
      [...names, ...threads].map((name) => `${name}.js`),
    ),
    ...reachableFiles(
      target,
      names.map((name) => `${name}.d.ts`),
    ),
  ])
  for (const file of codeFiles()) if (!used.has(file)) rmSync(join(target, file))
}

const codeFiles = () =>
  readdirSync(target, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|d\.ts)$/.test(name))

/** The operations of the REST endpoints and of the tools for agents are read at start. */
function copyOperations(): void {
  for (const folder of [join('server', 'rest', 'operations'), 'agents']) {
    cpSync(join(root, folder), join(target, folder), { recursive: true })
  }
}

function writeSchema(): void {
  const from = join(root, 'schema')
  cpSync(from, join(target, 'schema'), { recursive: true })
  const documents = readdirSync(from)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => parse(readFileSync(join(from, name), 'utf8')))
  writeFileSync(join(target, 'schema.graphql'), `${printSchema(buildASTSchema(concatAST(documents)))}\n`)
}

/** The packages that the code imports, in the versions of the project's own manifest. */
function dependenciesOf({ dependencies, devDependencies }: Manifest): Record<string, string> {
  const imported = new Set<string>()
  for (const file of codeFiles()) {
    const text = readFileSync(join(target, file), 'utf8')
    for (const specifier of importsOf(text).filter((each) => !each.startsWith('.'))) {
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      if (!specifier.startsWith('node:') && !builtinModules.includes(name)) imported.add(name)
    }
  }
  return Object.fromEntries(
    [...imported].sort().map((name) => {
      const version = dependencies[name] ?? devDependencies[name]
      if (version === undefined) throw new Error(`${name} is imported, and not in package.json.`)
      return [name, `^${version}`]
    }),
  )
}

function writeManifest(): void {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const { name, version, description, license } = manifest
  const { graphql, ...dependencies } = dependenciesOf(manifest)
  const exported = Object.entries(entries).map(([path, file]) => [
    path,
    { types: `./${file}.d.ts`, default: `./${file}.js` },
  ])
  const published = {
    name,
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=22.13' },
    exports: {
      ...(Object.fromEntries(exported) as object),
      './schema.graphql': './schema.graphql',
      './package.json': './package.json',
    },
    sideEffects: false,
    dependencies,
    // One for the whole program: a schema of one graphql is of no use to another.
    peerDependencies: { graphql },
  }
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
}

function copyTexts(): void {
  cpSync(join(root, 'sdk', 'package-readme.md'), join(target, 'README.md'))
  for (const name of ['LICENSE', 'CHANGELOG.md', '.env.example']) cpSync(join(root, name), join(target, name))
}

compile()
mkdirSync(target, { recursive: true })
removeUnused()
writeSchema()
copyOperations()
writeManifest()
copyTexts()
if (process.argv.includes('--record-api')) {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  recordApi(join(root, 'sdk', 'api.txt'), readPublicApi(target), changelog)
}
process.stdout.write(`The package is in ${join('dist', 'package')}: npm pack ./dist/package makes its archive.\n`)
