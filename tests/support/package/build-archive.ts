import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
export const builtPackage = join(root, 'dist', 'package')
export const run = promisify(execFile)

/** Builds the package and packs it. @returns the archive, in a new folder */
export async function buildArchive(): Promise<string> {
  await run(process.execPath, ['--import', './scripts/preload.mjs', 'scripts/build-package.ts'], { cwd: root })
  const folder = await mkdtemp(join(tmpdir(), 'msp-graph-archive-'))
  const { stdout } = await run('npm', ['pack', '--silent', builtPackage], { cwd: folder })
  return join(folder, stdout.trim())
}

/**
 * A folder of another program with the archive unpacked in it, as npm does, and the packages that it asks for linked to those of
 * this project: so that no network is needed.
 */
export async function unpackInto(folder: string, archive: string): Promise<void> {
  const target = join(folder, 'node_modules', 'msp-graph')
  await mkdir(target, { recursive: true })
  await run('tar', ['-xzf', archive, '--strip-components=1', '-C', target])
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(target, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
    peerDependencies: Record<string, string>
  }
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    const link = join(folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(root, 'node_modules', name), link)
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }))
}

/** Five lines of a program that embeds the graph. */
export const fiveLines = `import { createGraph } from 'msp-graph'
const graph = await createGraph()
const principal = { id: 'report', name: 'Monthly report', email: null, roles: ['VIEWER'], tenants: [] }
console.log(JSON.stringify(await graph.execute({ document: '{ activitySummary { totalTickets openTickets } }', principal })))
await graph.close()
`
