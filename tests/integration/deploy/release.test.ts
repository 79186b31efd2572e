import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../../deploy/vm/release.sh', import.meta.url))
const projectUnits = fileURLToPath(new URL('../../../deploy/vm/systemd/', import.meta.url))

/** Stands for the gateway where it is only started and asked: what it is told in the settings, it writes down. */
const gateway = `
import { createServer } from 'node:http'
import { existsSync, writeFileSync } from 'node:fs'
if (process.env.TOLD_TO_FAIL === 'yes' || existsSync(new URL('../DOES_NOT_START', import.meta.url))) {
  console.error('cannot start: planted')
  process.exit(1)
}
writeFileSync('environment.json', JSON.stringify(process.env))
createServer((_, response) => response.end('ready')).listen(Number(process.env.PORT), process.env.LISTEN_HOST)
`

/** Stands for systemd: writes down what it is told; a version with a file FAILS_IN_PLACE cannot be restarted with. */
const systemctl = `#!/bin/sh
echo "$*" >>"$MSP_GRAPH_ROOT/systemctl.log"
case "$1" in
  restart) [ ! -e "$MSP_GRAPH_ROOT/opt/msp-graph/current/FAILS_IN_PLACE" ] ;;
esac
`

let root: string
let site: Server
let freePort: number

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'release-'))
  await mkdir(join(root, 'bin'))
  await writeFile(join(root, 'bin/systemctl'), systemctl)
  await chmod(join(root, 'bin/systemctl'), 0o755)
  // As `systemctl enable` leaves them.
  const enabled = join(root, 'etc/systemd/system/multi-user.target.wants')
  await mkdir(enabled, { recursive: true })
  for (const nth of [1, 2]) await symlink('../msp-graph@.service', join(enabled, `msp-graph@${nth}.service`))
  site = createServer((_, response) => void response.end('ready')).listen(0, '127.0.0.1')
  const other = createServer().listen(0, '127.0.0.1')
  await Promise.all([once(site, 'listening'), once(other, 'listening')])
  freePort = (other.address() as AddressInfo).port
  await new Promise((resolve) => other.close(resolve))
})
afterEach(async () => {
  await new Promise((resolve) => site.close(resolve))
  await rm(root, { recursive: true })
})

/** An archive like that of pack.sh, of a version with these files besides. */
async function pack(name: string, ...files: string[]): Promise<string> {
  const folder = join(root, 'packed', name)
  await mkdir(join(folder, 'bin'), { recursive: true })
  await mkdir(join(folder, 'server'))
  await mkdir(join(folder, 'scripts'))
  await mkdir(join(folder, 'deploy/vm'), { recursive: true })
  await symlink(process.execPath, join(folder, 'bin/node'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'server/main.ts'), gateway)
  await writeFile(join(folder, 'scripts/preload.mjs'), '')
  await writeFile(join(folder, 'deploy/vm/settings.example'), 'OIDC_ISSUER=\n')
  await run('cp', ['-r', projectUnits, join(folder, 'deploy/vm/systemd')])
  for (const file of files) await writeFile(join(folder, file), '')
  const archive = join(root, `${name}.tar.gz`)
  await run('tar', ['-czf', archive, '-C', join(root, 'packed'), name])
  return archive
}

async function run(command: string, words: readonly string[]) {
  const { port } = site.address() as AddressInfo
  const child = spawn(command, words, {
    env: {
      PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
      MSP_GRAPH_ROOT: root,
      MSP_GRAPH_CHECK_PORT: String(freePort),
      MSP_GRAPH_READY_URL: `http://127.0.0.1:${port}/health/ready`,
      OF_THE_SHELL: 'not for the gateway',
    },
  })
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: code as number, output, errors }
}
const release = (...words: string[]) => run('bash', [script, ...words])

const base = (path: string) => join(root, 'opt/msp-graph', path)
const linked = (name: string) => readlink(base(name)).catch(() => null)
const links = async () => ({ current: await linked('current'), previous: await linked('previous') })
const told = async () => {
  const log = await readFile(join(root, 'systemctl.log'), 'utf8').catch(() => '')
  return log.split('\n').filter((line) => line.startsWith('restart'))
}

async function writeSettings(content = 'OIDC_ISSUER="https://issuer.example"\n# a comment\nGREETING=a b $HOME\n') {
  await mkdir(join(root, 'etc/msp-graph'), { recursive: true })
  await writeFile(join(root, 'etc/msp-graph/settings'), content)
}

describe('install', () => {
  test('the first time asks for the settings, and puts an example in their place', async () => {
    const { code, errors } = await release('install', await pack('v1'))

    expect(code).toBe(1)
    expect(errors).toContain(`fill in ${root}/etc/msp-graph/settings first`)
    expect(await readFile(join(root, 'etc/msp-graph/settings'), 'utf8')).toBe('OIDC_ISSUER=\n')
    expect(await links()).toEqual({ current: null, previous: null })
  })

  test('tries the version with the settings, and nothing else in its environment, before it restarts each gateway', async () => {
    await writeSettings()
    const { code, errors } = await release('install', await pack('v1'))
    const environment = JSON.parse(await readFile(join(root, 'var/lib/msp-graph/environment.json'), 'utf8')) as object

    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(environment).toMatchObject({ OIDC_ISSUER: 'https://issuer.example', GREETING: 'a b $HOME' })
    expect(environment).toMatchObject({ PORT: String(freePort), LISTEN_HOST: '127.0.0.1' })
    expect(environment).not.toHaveProperty('OF_THE_SHELL')
    expect(await links()).toEqual({ current: 'releases/v1', previous: null })
    expect(await told()).toEqual(['restart msp-graph@1.service', 'restart msp-graph@2.service'])
    expect(await readdir(join(root, 'etc/systemd/system'))).toEqual([
      'msp-graph.socket',
      'msp-graph@.service',
      'multi-user.target.wants',
    ])
  })

  test('twice changes nothing', async () => {
    await writeSettings()
    const archive = await pack('v1')
    await release('install', archive)
    const { code, output } = await release('install', archive)

    expect({ code, output }).toEqual({ code: 0, output: 'release.sh: v1 runs already\n' })
    expect(await told()).toHaveLength(2)
  })

  test('of what is no archive of ours leaves nothing behind', async () => {
    await writeSettings()
    await mkdir(join(root, 'else'))
    await writeFile(join(root, 'else/file'), '')
    await run('tar', ['-czf', join(root, 'else.tar.gz'), '-C', root, 'else'])
    const { code, errors } = await release('install', join(root, 'else.tar.gz'))

    expect(code).toBe(1)
    expect(errors).toContain('is no archive of deploy/vm/pack.sh')
    expect(await readdir(base('releases'))).toEqual([])
  })
})

describe('upgrade', () => {
  beforeEach(async () => {
    await writeSettings()
    await release('install', await pack('v1'))
  })

  test('of a version that does not start leaves the one that runs alone, and shows what it said', async () => {
    const { code, errors } = await release('upgrade', await pack('v2', 'DOES_NOT_START'))

    expect(code).toBe(1)
    expect(errors).toContain('cannot start: planted')
    expect(errors).toContain('v2 is not put in place; v1 runs as before')
    expect(await links()).toEqual({ current: 'releases/v1', previous: null })
    expect(await told()).toHaveLength(2)
  })

  test('of a version that fails only in its place goes back to the one before', async () => {
    const { code, errors } = await release('upgrade', await pack('v2', 'FAILS_IN_PLACE'))

    expect(code).toBe(1)
    expect(errors).toContain('v2 was taken back; v1 runs')
    expect(await links()).toEqual({ current: 'releases/v1', previous: null })
    // Those of v1, the one that failed with v2, and both again.
    expect(await told()).toHaveLength(2 + 1 + 2)
  })

  test('keeps the version before, to which rollback goes, and forth again', async () => {
    await release('upgrade', await pack('v2'))
    expect(await links()).toEqual({ current: 'releases/v2', previous: 'releases/v1' })
    const back = await release('rollback')

    expect(back).toEqual({ code: 0, output: expect.stringContaining('v1 runs'), errors: '' })
    expect(await links()).toEqual({ current: 'releases/v1', previous: 'releases/v2' })
    await release('rollback')
    expect(await links()).toEqual({ current: 'releases/v2', previous: 'releases/v1' })
  })

  test('removes what is older than the last three', async () => {
    for (const name of ['v2', 'v3', 'v4']) await release('upgrade', await pack(name))

    expect((await readdir(base('releases'))).toSorted()).toEqual(['v2', 'v3', 'v4'])
    expect((await release('status')).output).toBe('  v2\n- v3\n* v4\n')
  })
})

test('without a version before it, rollback says so', async () => {
  await writeSettings()
  await release('install', await pack('v1'))
  const { code, errors } = await release('rollback')

  expect({ code, errors }).toEqual({ code: 1, errors: 'release.sh: there is no version before this one.\n' })
})
