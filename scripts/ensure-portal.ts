import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The sources of portal and explorer. */
const sources = ['client/**/*', 'explorer/**/*', 'schema/**/*', 'vite.config.ts', 'package-lock.json']

/** The message when there is no portal and none can be built. */
const noPortal =
  'There is no portal in dist/portal, and it cannot be built here, because the development dependencies are not ' +
  'installed. Run `npm ci` without --omit=dev and then `npm run build`, or copy dist/ from where that was done. ' +
  'Until then the gateway serves the graph alone.'

/**
 * Builds portal and explorer (`npm run build`) unless both are newer than everything they are made from. When the build
 * tools are not installed (production dependencies only), an existing portal is used as it is.
 *
 * @param root the project's folder
 * @returns what is missing when there is no portal and none can be built; otherwise null
 * @throws Error when the build fails; its output has been printed
 */
export function ensurePortal(root: string): string | null {
  const page = join(root, 'dist/portal/index.html')
  if (!existsSync(join(root, 'node_modules/vite'))) return existsSync(page) ? null : noPortal
  const pages = [page, ...(existsSync(join(root, 'explorer')) ? [join(root, 'dist/explorer/index.html')] : [])]
  const builtAt = Math.min(...pages.map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0)))
  const changedAt = Math.max(...globSync(sources, { cwd: root }).map((file) => statSync(join(root, file)).mtimeMs))
  if (builtAt >= changedAt) return null
  process.stderr.write('Building the portal…\n')
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Builds React without its development checks, regardless of the caller's environment.
    env: { ...process.env, NODE_ENV: 'production' },
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('The portal could not be built: npm run build says why.')
  return null
}
