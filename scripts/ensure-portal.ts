import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the portal is built from. */
const sources = ['client/**/*', 'schema/**/*', 'vite.config.ts', 'package-lock.json']

/**
 * Builds the portal (`npm run build`) unless `dist/portal` is newer than everything it is made from.
 *
 * @param root the project's folder
 * @throws Error when the build fails; what it says has been printed
 */
export function ensurePortal(root: string): void {
  const page = join(root, 'dist/portal/index.html')
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0
  const changedAt = Math.max(...globSync(sources, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))
  if (builtAt >= changedAt) return
  process.stdout.write('Building the portal…\n')
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // So that React comes without its checks for developers, whatever the caller's environment says.
    env: { ...process.env, NODE_ENV: 'production' },
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The portal could not be built: npm run build says why.')
}
