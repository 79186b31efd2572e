import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findOpenTempFolder, keepFolder } from '../../support/temp-folder.ts'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'temp-folder-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(parent, { recursive: true })
})

/** All names below the parent, in the one folder there. */
async function kept(): Promise<string[]> {
  const [ours] = await readdir(parent)
  return ours === undefined ? [] : readdir(join(parent, ours))
}

describe('a folder that is kept', () => {
  test('is whole for all who fill it at the same time, and leaves no draft', async () => {
    const fill = async (folder: string) => {
      await writeFile(join(folder, 'one'), '1')
      await breathe()
      await writeFile(join(folder, 'two'), '2')
    }
    const folders = await Promise.all(Array.from({ length: 5 }, () => keepFolder(parent, 'pack-1', fill)))

    expect(new Set(folders).size).toBe(1)
    expect(await readFile(join(folders[0] ?? '', 'two'), 'utf8')).toBe('2')
    expect(await kept()).toEqual(['pack-1'])
  })

  test('is filled once', async () => {
    let fills = 0
    const fill = async () => {
      fills += 1
    }
    await keepFolder(parent, 'pack-1', fill)
    await keepFolder(parent, 'pack-1', fill)

    expect(fills).toBe(1)
  })

  test('is not there when filling it fails', async () => {
    const failing = () => Promise.reject(new Error('no space left'))

    await expect(keepFolder(parent, 'pack-1', failing)).rejects.toThrow('no space left')
    expect(await kept()).toEqual([])
  })
})

test('a temporary folder that only its owner enters is passed over for the system’s own', async () => {
  // As mkdtemp makes them: 0700.
  vi.stubEnv('TMPDIR', parent)

  expect(await findOpenTempFolder()).toBe('/tmp')
})
