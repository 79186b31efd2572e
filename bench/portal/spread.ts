import { availableParallelism, loadavg } from 'node:os'
import { median } from '../bars.ts'

/** Such as `median 412 ms (390 to 455, 9 times)`. */
export function describeSpread(times: readonly number[], unit = ' ms'): string {
  const [lowest, highest] = [Math.min(...times), Math.max(...times)].map(Math.round)
  return `median ${Math.round(median(times))}${unit} (${lowest} to ${highest}, ${times.length} times)`
}

/** How busy the machine is with anything at all, in processes that want to run for each processor; a note where it is. */
export function describeLoad(): string {
  const perProcessor = (loadavg()[0] ?? 0) / availableParallelism()
  const note = perProcessor > 1.5 ? ': busy with other work, times are too long' : ''
  return `${perProcessor.toFixed(1)} processes for each processor${note}`
}
