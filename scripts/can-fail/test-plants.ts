import { planted, type Plant } from './plant.ts'
import type { Files, Scratch } from './scratch.ts'

/** A Vitest project: the file that faults are planted into, and what is set up before all of its files. */
export interface Project {
  readonly name: string
  /** In the project's folder. */
  readonly file: string
  readonly globalSetup: string | null
}

const tests = `
import {
  afterAll as plantedAfterAll,
  beforeAll as plantedBeforeAll,
  expect as plantedExpect,
  test as plantedTest,
} from 'vitest'
`
// With an assertion, since a test without one fails for that reason alone.
const test = (body: string) => `plantedTest('${planted}', async () => { plantedExpect(1).toBe(1); ${body} })\n`
const passing = test('')
const failing = `throw new Error('${planted}')`

/** Faults in tests: in each project one that fails, and in the first one also hooks and a file that does not load. */
export function plantsInTests(command: string, projects: readonly Project[], scratch: Scratch): Plant[] {
  const [first] = projects
  if (!first) throw new Error('Vitest knows no project.')
  const inFile = (project: Project, what: string, added: string, more: Files = {}): Plant => {
    const text = scratch.read(project.file)
    return {
      what: `${what} (${project.name})`,
      command: `${command} --project ${project.name} ${project.file} -t ${planted}`,
      harmless: { [project.file]: `${text}${tests}${passing}` },
      faulty: { [project.file]: `${text}${tests}${added}`, ...more },
      named: planted,
    }
  }
  return [
    ...projects.map((project) => inFile(project, 'a test that fails', test(failing))),
    inFile(first, 'a hook before the tests that fails', `${passing}plantedBeforeAll(() => { ${failing} })\n`),
    inFile(first, 'a hook after the tests that fails', `${passing}plantedAfterAll(() => { ${failing} })\n`),
    inFile(first, 'a file that does not load', `${passing}${failing}\n`),
    inFile(first, 'a rejected promise without a reader', test(`void Promise.reject(new Error('${planted}'))`)),
    ...projects.flatMap((project) => {
      const { globalSetup } = project
      if (globalSetup === null) return []
      const original = globalSetup.replace(/\.ts$/, '-original.ts')
      const around = (lines: string) => ({
        [original]: scratch.read(globalSetup),
        [globalSetup]: `import * as original from './${original.split('/').at(-1)}'\n${lines}`,
      })
      const setup = 'export const setup = () => original.setup()\n'
      const teardown = `export async function teardown() { await original.teardown?.(); ${failing} }\n`
      return [
        inFile(project, 'a set-up that fails', passing, around(`export function setup() { ${failing} }\n`)),
        inFile(project, 'a tear-down that fails', passing, around(setup + teardown)),
      ]
    }),
  ]
}
