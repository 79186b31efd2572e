import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import { secretsOf } from '../../server/config/secrets.ts'
import { createLogger } from '../../server/telemetry/logger.ts'

/*
 * The gateway as server/main.ts starts it, with its log on standard output, but on a clock that starts at BENCH_NOW and
 * can be moved. It reports how late its event loop was between two messages.
 */
const begun = performance.now()
const now = Number(process.env['BENCH_NOW'])
let advancedMs = 0
const config = readConfig(process.env)
const app = await createApp({
  config,
  logger: createLogger({ level: config.logLevel, secrets: secretsOf(config) }),
  clock: () => now + advancedMs + Math.floor(performance.now() - begun),
})
const port = await app.listen()

// What is recorded is the time between two readings: how late a reading was comes on top of this.
const resolutionMs = 5
const delay = monitorEventLoopDelay({ resolution: resolutionMs })

process.on('message', (wish: 'begin' | 'end' | { readonly advanceMs: number }) => {
  if (typeof wish === 'object') {
    advancedMs += wish.advanceMs
    process.send?.({})
  } else if (wish === 'begin') {
    delay.reset()
    delay.enable()
    process.send?.({})
  } else {
    delay.disable()
    process.send?.({ delayP99Ms: Math.max(0, delay.percentile(99) / 1e6 - resolutionMs) })
  }
})
process.once('disconnect', () => process.exit())
process.send?.({ port, recordsMebibytes: 0 })
