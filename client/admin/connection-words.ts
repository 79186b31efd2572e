import type { ConnectionCheckState } from '../graphql/types.gen.ts'

interface Check {
  readonly area: string
  readonly state: ConnectionCheckState
}

/** What a failed area means for the connection as a whole, where nothing else can be tried then. */
const connectionFaults: Readonly<Record<string, string>> = {
  Address: 'address unreachable',
  'Sign-in': 'sign-in refused',
}

const checksOf = (count: number) => `${count} ${count === 1 ? 'check' : 'checks'}`

/** What a connection test found, as one sentence. */
export function summarise(checks: readonly Check[]): string {
  const failed = checks.filter(({ state }) => state === 'FAILED')
  const skipped = checks.filter(({ state }) => state === 'SKIPPED').length
  const aside = skipped === 0 ? '' : ` (${checksOf(skipped)} skipped)`
  const [first] = failed
  if (!first) return skipped === 0 ? 'All checks passed.' : `All other checks passed${aside}.`
  if (failed.length === 1 && skipped > 1)
    return `Connection failed: ${connectionFaults[first.area] ?? first.area}${aside}.`
  return `${failed.length} of ${checksOf(checks.length)} failed${aside}.`
}

/** The result of one area: an icon, and text for screen readers. */
export const outcomes: Readonly<Record<ConnectionCheckState, { readonly sign: string; readonly words: string }>> = {
  OK: { sign: '✓', words: 'passed' },
  FAILED: { sign: '✗', words: 'failed' },
  SKIPPED: { sign: '–', words: 'skipped' },
}
