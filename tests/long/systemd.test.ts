import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// With the programs of systemd itself (apt-get install systemd), which need no running systemd.
const run = promisify(execFile)
const units = fileURLToPath(new URL('../../deploy/vm/systemd/', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'units-'))
  await cp(units, folder, { recursive: true })
  await cp(join(folder, 'msp-graph@.service'), join(folder, 'msp-graph@1.service'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the units', () => {
  test('are exposed by 2.0 at most, where 10 is everything', async () => {
    const words = ['security', '--offline=true', '--no-pager', '--threshold=20', join(folder, 'msp-graph@1.service')]
    const { stdout } = await run('systemd-analyze', words)

    expect(stdout).toMatch(/Overall exposure level for msp-graph@1\.service: [01]\.\d/)
  })

  test('say nothing that systemd does not know', async () => {
    const words = ['verify', '--man=no', join(folder, 'msp-graph@1.service'), join(folder, 'msp-graph.socket')]
    const { stderr } = await run('systemd-analyze', words).catch((error: { stderr: string }) => error)
    // What is not installed here cannot be found; everything else would be a fault.
    const faults = stderr.split('\n').filter((line) => line !== '' && !line.includes('/opt/msp-graph/current/bin/node'))

    expect(faults).toEqual([])
  })
})
