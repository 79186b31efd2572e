/*
 * npm run check:can-fail [-- words]
 *
 * Checks that `npm test` can fail. Takes the commands of the script `test`, runs each with one planted fault after the
 * other, and expects a non-zero status and the name of the plant from each run, and status 0 from the same run without
 * the fault; where that is what `npm test` runs on the project as it is, it is left to `npm test`. Faults are planted into
 * copies of the project in the temporary folder, which are always removed. With words, only the faults whose description
 * contains them.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import vitestConfig from '../../vitest.config.ts'
import { checkChain } from './chain.ts'
import { staticPlants, type Plant } from './plant.ts'
import { createScratch, type Scratch } from './scratch.ts'
import { endAll, runInShell } from './shell.ts'
import { expandScript, type Scripts } from './test-commands.ts'
import { plantsInTests, type Project } from './test-plants.ts'

const words = process.argv.slice(2).join(' ')
const root = fileURLToPath(new URL('../..', import.meta.url))
const begun = performance.now()
const problems: string[] = []

function report(isRight: boolean, what: string, details = ''): void {
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0)
  console.log(`${isRight ? '✓' : '✗'} ${what} (${seconds} s)`)
  if (!isRight) problems.push(`${what}\n${details}`)
}

/**
 * Plants one fault after the other. A command must succeed without a fault before a run with one counts; those of
 * `npm test` itself, on the files as they are, succeed there or fail it.
 */
async function tryPlants(scratch: Scratch, plants: readonly Plant[], commands: readonly string[]): Promise<void> {
  const succeeded = new Set<string>()
  for (const { command, harmless } of plants) {
    if (commands.includes(command) && scratch.holds(harmless)) succeeded.add(command)
  }
  for (const { what, command, harmless, faulty, named } of plants) {
    if (!succeeded.has(command)) {
      const putBack = scratch.plant(harmless)
      const { status, output } = await runInShell(command, scratch.folder)
      putBack()
      if (status !== 0) {
        report(false, `without a fault: ${command}`, `It ends with ${status}:\n${output.slice(-4_000)}`)
        continue
      }
      succeeded.add(command)
    }
    const putBack = scratch.plant(faulty)
    const { status, output } = await runInShell(command, scratch.folder)
    putBack()
    const isNamed = output.includes(named)
    const details = `${command}\nends with ${status} and ${isNamed ? 'names' : 'does not name'} ${named}:\n${output.slice(-4_000)}`
    report(status !== 0 && isNamed, what, details)
  }
}

/** The projects of Vitest, each with its smallest test file. */
async function listProjects(command: string, scratch: Scratch): Promise<Project[]> {
  const { output } = await runInShell(`${command.replace(/^vitest run/, 'vitest list')} --filesOnly --json`, root)
  const files = JSON.parse(output) as { file: string; projectName: string }[]
  const projects = (vitestConfig.test?.projects ?? []) as { test: { name: string; globalSetup?: string } }[]
  return projects.map(({ test: { name, globalSetup = null } }) => {
    const [file] = files
      .filter(({ projectName }) => projectName === name)
      .map(({ file }) => relative(root, file))
      .toSorted((one, other) => scratch.read(one).length - scratch.read(other).length)
    if (file === undefined) throw new Error(`The Vitest project ${name} has no test file.`)
    return { name, file, globalSetup }
  })
}

async function checkAll(scratches: readonly [Scratch, Scratch]): Promise<void> {
  const [forTests, forFiles] = scratches
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Scripts }
  const commands = expandScript(scripts, 'test')
  const ofTests: Plant[] = []
  const ofFiles: Plant[] = []
  for (const command of commands) {
    if (command.startsWith('vitest run')) {
      ofTests.push(...plantsInTests(command, await listProjects(command, forTests), forTests))
      continue
    }
    const plants = staticPlants.flatMap((plantsOf) => plantsOf(command, forFiles) ?? [])
    if (plants.length === 0)
      report(false, `there is a fault to plant for \`${command}\``, 'Add one to scripts/can-fail.')
    ofFiles.push(...plants)
  }
  if (ofTests.length === 0) report(false, 'npm test runs Vitest', commands.join('\n'))

  const isWanted = ({ what }: Plant) => what.includes(words)
  if (![...ofTests, ...ofFiles].some(isWanted)) report(false, `a fault is described by "${words}"`)
  const checkFiles = async () => {
    await tryPlants(forFiles, ofFiles.filter(isWanted), commands)
    if (words !== '') return
    const wrong = await checkChain(scripts)
    report(wrong.length === 0, 'npm test hands on the status of each of its commands', wrong.join('\n'))
  }
  // Two at a time, each in a separate copy.
  await Promise.all([tryPlants(forTests, ofTests.filter(isWanted), commands), checkFiles()])
}

const scratches = [createScratch(root), createScratch(root)] as const
// Always remove the copies and end what runs in them.
process.once('exit', () => {
  endAll()
  for (const scratch of scratches) scratch.remove()
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

await checkAll(scratches)
for (const problem of problems) console.error(`\n✗ ${problem}`)
console.log(
  problems.length === 0 ? '\nnpm test can fail, wherever it should.' : '\nnpm test does not fail where it should.',
)
process.exitCode = problems.length === 0 ? 0 : 1
