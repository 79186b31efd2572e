import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { listen } from './shared/listen.ts'

/*
 * Hive Gateway over an API that Mesh has made a supergraph of, by their own commands. It keeps no records: it asks the
 * server of PEER_REST.
 */
const place = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const program = (name: string) => place(`../node_modules/.bin/${name}`)
const supergraph = join(mkdtempSync(join(tmpdir(), 'peers-hive-')), 'supergraph.graphql')

const composed = spawnSync(program('mesh-compose'), ['-c', place('hive/mesh.config.ts'), '-o', supergraph])
if (composed.status !== 0) {
  process.stderr.write(composed.stderr)
  process.exit(1)
}

const probe = createServer()
const port = await listen(probe)
probe.close()
const gateway = spawn(
  program('hive-gateway'),
  [
    'supergraph',
    supergraph,
    '-c',
    place('hive/gateway.config.ts'),
    '--jit',
    '--fork',
    '1',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
  ],
  { stdio: ['ignore', 'ignore', 'inherit'] },
)
process.once('disconnect', () => {
  gateway.kill()
  process.exit()
})
gateway.once('exit', (status) => process.exit(status ?? 1))

const isUp = () =>
  fetch(`http://127.0.0.1:${port}/readiness`).then(
    ({ ok }) => ok,
    () => false,
  )
while (!(await isUp())) await sleep(100)
process.send?.({ port, recordsMebibytes: 0 })
await once(process, 'disconnect')
