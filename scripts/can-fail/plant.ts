import type { Files, Scratch } from './scratch.ts'

/** A fault that one command of the test script must find. */
export interface Plant {
  readonly what: string
  /** The command, narrowed to the plant. */
  readonly command: string
  /** The same files without the fault, with which the command must succeed; none where the fault is in a new one. */
  readonly harmless: Files
  readonly faulty: Files
  /** The expected output, which proves that the command failed for this reason. */
  readonly named: string
}

/** A word that occurs in no other output. */
export const planted = 'planted-fault'

/** Plants for one command of the test script, or null when it is another kind of command. */
export type PlantsOf = (command: string, scratch: Scratch) => Plant[] | null

const oneFile = (path: string, faulty: string, harmless = 'export const harmless = 1\n') => ({
  faulty: { [path]: faulty },
  harmless: { [path]: harmless },
  named: path,
})

const types: PlantsOf = (command) => {
  const [, project = 'server'] = /^tsc(?: -p (\S+))?$/.exec(command) ?? []
  if (!/^tsc\b/.test(command)) return null
  const wrong = "export const wrong: number = 'text'\n"
  return [
    {
      what: `a type error in ${project}/`,
      command,
      ...oneFile(`${project}/${planted}.ts`, wrong),
      harmless: {},
    },
  ]
}

const lint: PlantsOf = (command) => {
  if (!command.startsWith('oxlint')) return null
  const path = `server/calendar/${planted}.ts`
  const inNewFolder = `server/${planted}/${planted}.ts`
  return [
    {
      what: 'a promise without a reader (lint that needs types)',
      command: `${command} ${path}`,
      ...oneFile(path, 'export function f(): void {\n  Promise.reject(new Error())\n}\n'),
    },
    {
      what: 'an import against the direction of the layers (lint)',
      command: `${command} ${path}`,
      ...oneFile(path, "import { createApp } from '../app.ts'\n\nexport const app = createApp\n"),
    },
    {
      what: 'an import in a folder that no list names (lint)',
      command: `${command} ${inNewFolder}`,
      ...oneFile(inNewFolder, "export { systemClock } from '../clock.ts'\n"),
    },
  ]
}

const format: PlantsOf = (command) => {
  if (!/^prettier --check \.$/.test(command)) return null
  const path = `server/${planted}.ts`
  return [
    {
      what: 'a format error',
      command: command.replace(/ \.$/, ` ${path}`),
      ...oneFile(path, 'export const  wrong="text";\n'),
    },
  ]
}

const generated: PlantsOf = (command, scratch) => {
  if (!command.startsWith('graphql-codegen')) return null
  const path = 'server/graphql/resolver-types.gen.ts'
  const text = scratch.read(path)
  return [
    {
      what: 'a generated file that is out of date',
      command,
      harmless: { [path]: text },
      faulty: { [path]: `${text}\nexport type Stale = 1\n` },
      named: path,
    },
  ]
}

const entry = 'client/main.tsx'

const build: PlantsOf = (command, scratch) => {
  const isExplorer = command === 'vite build --config explorer/vite.config.ts'
  if (!isExplorer && command !== 'vite build') return null
  const path = isExplorer ? 'explorer/main.tsx' : entry
  const text = scratch.read(path)
  return [
    {
      what: `${isExplorer ? 'an explorer' : 'a portal'} that does not build`,
      command,
      harmless: { [path]: text },
      faulty: { [path]: `import './${planted}.ts'\n${text}` },
      named: planted,
    },
  ]
}

const size: PlantsOf = (command, scratch) => {
  if (command !== 'node scripts/check-bundle-size.ts') return null
  const path = `client/${planted}/${planted}-page.tsx`
  const page = (text: string) => ({
    [entry]: `${scratch.read(entry)}\nvoid import('./${planted}/${planted}-page.tsx')\n`,
    [path]: `export const page = '${text}'\nconsole.log(page)\n`,
  })
  // Hardly compressible, and deterministic.
  let seed = 1
  const noise = Array.from({ length: 300_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    return (seed % 36).toString(36)
  }).join('')
  return [
    {
      what: 'a page that is too large',
      command: `vite build && ${command}`,
      harmless: page('small'),
      faulty: page(noise),
      named: `✗ ${planted}/${planted}-page.tsx`,
    },
  ]
}

const advisories: PlantsOf = (command) => {
  if (command !== 'node scripts/check-advisories.ts') return null
  const path = `${planted}.json`
  const report = (vulnerabilities: object) => ({ [path]: JSON.stringify({ vulnerabilities }) })
  const name = planted
  return [
    {
      what: 'a production dependency with a known vulnerability',
      // What the registry knows must not decide.
      command: `${command} --report=${path}`,
      harmless: report({}),
      faulty: report({ [name]: { name, severity: 'high', via: [{ title: 'a hole' }] } }),
      named: planted,
    },
  ]
}

const schemaLint: PlantsOf = (command) => {
  if (!command.startsWith('eslint ')) return null
  return [
    {
      what: 'a field of the schema without a description',
      command,
      ...oneFile(`schema/${planted}.graphql`, 'extend type Query {\n  plantedField: Int\n}\n'),
      harmless: {},
    },
  ]
}

const schemaChanges: PlantsOf = (command, scratch) => {
  if (command !== 'node scripts/check-schema-changes.ts') return null
  const path = 'docs/releases/schema.graphql'
  const text = scratch.read(path)
  return [
    {
      what: 'a field of the last version that is gone',
      command,
      harmless: { [path]: text },
      faulty: { [path]: text.replace('type Query {', 'type Query {\n  plantedField: Int') },
      named: 'Query.plantedField',
    },
  ]
}

export const staticPlants: readonly PlantsOf[] = [
  types,
  lint,
  format,
  generated,
  schemaLint,
  schemaChanges,
  build,
  size,
  advisories,
]
