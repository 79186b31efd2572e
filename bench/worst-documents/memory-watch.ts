import { workerData } from 'node:worker_threads'

/*
 * Keeps the largest resident size of the process in a shared cell: on a separate thread, because the measured one may
 * be busy while the size grows.
 */
const { peak, pause } = workerData as { peak: Float64Array; pause: Int32Array }
for (;;) {
  peak[0] = Math.max(peak[0] ?? 0, process.memoryUsage.rss())
  Atomics.wait(pause, 0, 0, 2)
}
