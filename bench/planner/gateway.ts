import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config/config.ts'
import { patientProbes } from '../../tests/support/patient-probes.ts'

/*
 * A gateway in a process of its own, for which a database that is slow on a busy machine is not away. Configured by
 * environment; its clock starts at BENCH_NOW.
 */
const begun = performance.now()
const now = Number(process.env['BENCH_NOW'])
const app = await createApp({
  config: readConfig(process.env),
  clock: () => now + Math.floor(performance.now() - begun),
  databaseProbeTimes: patientProbes,
})
const port = await app.listen()
process.once('disconnect', () => process.exit())
process.send?.({ port })
