import { VendorError } from '../../errors/vendor-error.ts'
import type { CallLimits } from '../../vendors/connectwise/index.ts'
import { sortFailure, type Failure } from './sort-failure.ts'

/** Makes a call that settles within the timeout, whatever happens to the request. */
export async function attempt<T>(
  { signal: runSignal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
  call: (limits: CallLimits) => Promise<T>,
): Promise<{ readonly value: T } | { readonly failure: Failure }> {
  const signal = AbortSignal.any([runSignal, AbortSignal.timeout(timeoutMs)])
  try {
    return { value: await Promise.race([call({ signal }), rejectWhenOver(signal)]) }
  } catch (error) {
    return { failure: sortFailure(error) }
  }
}

function rejectWhenOver(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = () => reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'ConnectWise did not answer in time.'))
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp)
  })
}
