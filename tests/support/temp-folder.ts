import { randomUUID } from 'node:crypto'
import { lstat, mkdir, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/**
 * A folder for temporary files that every user may enter, all the way down: `TMPDIR`, or the system's own where that is
 * below a folder that only its owner enters.
 *
 * @throws Error when there is none
 */
export async function findOpenTempFolder(): Promise<string> {
  const candidates = [...new Set([tmpdir(), '/tmp', '/var/tmp'])]
  for (const folder of candidates) if (await isOpenToAll(folder)) return folder
  throw new Error(
    `No folder for temporary files can be entered by every user (looked at ${candidates.join(', ')}). ` +
      'Set TMPDIR to one: every folder on its path needs the mode o+x.',
  )
}

async function isOpenToAll(folder: string): Promise<boolean> {
  const path = resolve(folder)
  const info = await stat(path).catch(() => null)
  if (!info?.isDirectory() || (info.mode & 0o001) === 0) return false
  return path === '/' || isOpenToAll(dirname(path))
}

/**
 * A folder that is filled once and kept, so that each test process finds it ready: `<parent>/msp-graph-<user id>/<name>`.
 * It is filled under another name and then renamed, so that it is whole or not there, however many processes fill it at
 * the same time and wherever one of them is ended.
 *
 * @param name says all that decides what is in it, such as a version
 */
export async function keepFolder(
  parent: string,
  name: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const ours = join(parent, `msp-graph-${process.getuid?.() ?? 'user'}`)
  await mkdir(ours, { recursive: true, mode: 0o755 })
  const { uid } = await lstat(ours)
  // Programs are started from here: nothing that another user could have put in place.
  if (process.getuid && uid !== process.getuid()) throw new Error(`${ours} belongs to another user: remove it.`)
  const folder = join(ours, name)
  if (await exists(folder)) return folder
  const draft = `${folder}.${randomUUID()}`
  try {
    await mkdir(draft, { mode: 0o755 })
    await fill(draft)
    await rename(draft, folder)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process was quicker.
    if (!(await exists(folder))) throw error
  }
  return folder
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
