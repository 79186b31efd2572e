import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { readCopy, readDockerfile, readIgnore, type Stage } from './dockerfile.ts'

const run = promisify(execFile)

export interface BuildOptions {
  /** The project's folder. */
  readonly root: string
  /** Its files, by their paths in it. */
  readonly files: readonly string[]
  /** Where the stages are made: a folder each. */
  readonly folder: string
}

/**
 * Does what `docker build` would do with the project's Dockerfile, in folders instead of layers, with the Node that runs
 * this. Users and the rights of files are left out: they need root.
 *
 * @returns the folder that would be `/app` of the image, and its command
 */
export async function buildByHand({ root, files, folder }: BuildOptions): Promise<{ app: string; command: string[] }> {
  const isIgnored = readIgnore(await readFile(join(root, '.dockerignore'), 'utf8'))
  const context = files.filter((path) => !isIgnored(path))
  const stages = readDockerfile(await readFile(join(root, 'Dockerfile'), 'utf8'))
  // Programs of the base image that need root here.
  const bin = join(folder, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'chown'), '#!/bin/sh\n', { mode: 0o755 })
  const PATH = `${bin}:${dirname(process.execPath)}:${process.env['PATH']}`

  for (const stage of stages) await build(stage)

  async function build({ name, from, instructions }: Stage): Promise<void> {
    const app = join(folder, name)
    await mkdir(app)
    if (stages.some((stage) => stage.name === from)) await cp(join(folder, from), app, { recursive: true })
    for (const { name: instruction, text } of instructions) {
      if (instruction === 'RUN')
        await run('sh', ['-c', text], { cwd: app, env: { ...process.env, PATH }, maxBuffer: 2 ** 26 })
      if (instruction === 'COPY') await copy(app, text)
    }
  }

  async function copy(app: string, text: string): Promise<void> {
    const { from, sources, target } = readCopy(text)
    for (const source of sources) {
      const into = (path: string) => join(app, target, target.endsWith('/') && sources.length > 1 ? path : '')
      if (from !== null) {
        // Of a stage, all paths begin with its working folder.
        await cp(join(folder, from, source.replace(/^\/app\//, '')), into(source), { recursive: true })
        continue
      }
      const found = context.filter((path) => path === source || path.startsWith(`${source}/`))
      if (found.length === 0) throw new Error(`COPY ${text}: there is no ${source} in the context.`)
      for (const path of found) {
        const name = path === source ? path.split('/').at(-1)! : path.slice(source.length + 1)
        await cp(join(root, path), join(app, target, name), { recursive: true })
      }
    }
  }

  const last = stages.at(-1)!
  const command = last.instructions.findLast(({ name }) => name === 'CMD')?.text ?? '[]'
  return { app: join(folder, last.name), command: JSON.parse(command) as string[] }
}
