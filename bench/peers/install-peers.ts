import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Installs the peers where they are missing. @throws Error when npm does not succeed */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/autocannon`)) return
  console.log('  bench/peers/node_modules is missing: npm ci installs the peers, which takes some minutes')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  if (status !== 0) throw new Error(`npm ci in bench/peers ended with status ${status}.`)
}
