import { workerData } from 'node:worker_threads'

/*
 * Keeps the largest resident size of the process in a shared cell: on a thread of its own, because the one that is
 * measured may be busy for as long as it grows.
 */
const { peak, pause } = workerData as { peak: Float64Array; pause: Int32Array }
for (;;) {
  peak[0] = Math.max(peak[0] ?? 0, process.memoryUsage.rss())
  Atomics.wait(pause, 0, 0, 2)
}
