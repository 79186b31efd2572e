import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project at an earlier commit, with its dependencies and its portal in place. */
export interface EarlierCheckout {
  readonly folder: string
  remove(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Takes a commit out of the history into a temporary folder, installs the dependencies that it had and builds its
 * portal. Not a worktree: one that is interrupted would stay registered in the repository.
 *
 * @returns why there is none, in words, where the history or the registry is out of reach
 */
export async function checkOutEarlier(commit: string): Promise<EarlierCheckout | string> {
  if (!succeeds('git', ['cat-file', '-e', `${commit}^{commit}`], root)) {
    return `commit ${commit} is not in the history here (a shallow clone, or no clone)`
  }
  const folder = await mkdtemp(join(tmpdir(), `portal-${commit}-`))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    if (!unpack(commit, folder)) return `commit ${commit} could not be unpacked`
    process.stderr.write(`Installing the dependencies of ${commit}…\n`)
    // None of its install scripts is needed: it is run by this Node, on a database in memory.
    const install = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
    if (!succeeds('npm', install, folder)) return `the dependencies of ${commit} could not be installed`
    if (!succeeds(process.execPath, [join(folder, 'node_modules/vite/bin/vite.js'), 'build'], folder)) {
      return `the portal of ${commit} could not be built`
    }
    return { folder, remove }
  } finally {
    if (!existsSync(join(folder, 'dist/portal/index.html'))) await remove()
  }
}

function unpack(commit: string, folder: string): boolean {
  const archive = join(folder, 'archive.tar')
  return (
    succeeds('git', ['archive', `--output=${archive}`, commit], root) &&
    succeeds('tar', ['--extract', `--file=${archive}`, `--directory=${folder}`], root)
  )
}

function succeeds(program: string, args: readonly string[], cwd: string): boolean {
  const env = { ...process.env, NODE_ENV: 'production' }
  // In production npm would leave out what builds the portal.
  if (program === 'npm') env.NODE_ENV = 'development'
  return spawnSync(program, args, { cwd, env, stdio: 'ignore' }).status === 0
}
