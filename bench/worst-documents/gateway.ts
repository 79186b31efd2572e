import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'

/*
 * A gateway in a separate process, which reports to its parent the memory used and the longest event-loop delay while
 * it answered. Configured by environment; its clock starts at BENCH_NOW, and is moved by a message.
 */
const begun = performance.now()
const now = Number(process.env['BENCH_NOW'])
let advancedMs = 0
const app = await createApp({
  config: readConfig(process.env),
  clock: () => now + advancedMs + Math.floor(performance.now() - begun),
})
const port = await app.listen()

const peak = new Float64Array(new SharedArrayBuffer(8))
const pause = new Int32Array(new SharedArrayBuffer(4))
new Worker(new URL('memory-watch.ts', import.meta.url), { workerData: { peak, pause } }).unref()
// What is recorded is the time between two readings: how late a reading was comes on top of this.
const resolutionMs = 5
const delay = monitorEventLoopDelay({ resolution: resolutionMs })
const toDelayMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolutionMs)
delay.enable()
let before = 0
let cpu = process.threadCpuUsage()

process.on('message', (wish: 'begin' | 'end' | { readonly advanceMs: number }) => {
  if (typeof wish === 'object') {
    advancedMs += wish.advanceMs
    process.send?.({ kind: 'advanced' })
    return
  }
  if (wish === 'begin') {
    globalThis.gc?.()
    before = process.memoryUsage.rss()
    peak[0] = before
    cpu = process.threadCpuUsage()
    delay.reset()
    process.send?.({ kind: 'begun' })
    return
  }
  const mebibytes = ((peak[0] ?? before) - before) / 2 ** 20
  const { user, system } = process.threadCpuUsage(cpu)
  process.send?.({
    kind: 'measured',
    mebibytes,
    rssMebibytes: (peak[0] ?? before) / 2 ** 20,
    delayMs: toDelayMs(delay.max),
    delayP99Ms: toDelayMs(delay.percentile(99)),
    cpuMs: (user + system) / 1e3,
  })
})
process.once('disconnect', () => process.exit())
process.send?.({ kind: 'listening', port })
