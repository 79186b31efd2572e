import { startDatabases } from '../tests/integration/database/databases.ts'
import { printBars, atMost } from './bars.ts'
import { runGateways, type Outcome } from './three-gateways/run-gateways.ts'

/**
 * Two hundred callers on each of three gateways over one PostgreSQL, which all start with nothing; the gateway that reads
 * from Autotask is killed (`kill -9`) in the middle of the initial load, and its callers go to the others. Beside it, as
 * many callers on one gateway.
 */
export async function measureThreeGateways(): Promise<void> {
  const databases = await startDatabases('postgres')
  try {
    const one = await runGateways({ gateways: 1, callers: 600, kills: false, databaseUrl: await databases.create() })
    const three = await runGateways({ gateways: 3, callers: 600, kills: true, databaseUrl: await databases.create() })
    print(one, three)
  } finally {
    await databases.close()
  }
}

function print(one: Outcome, three: Outcome): void {
  for (const [name, outcome] of [
    ['one gateway', one],
    ['three gateways', three],
  ] as const) {
    const { answers, failures, moved, calls, deltaCalls, refused, seconds } = outcome
    console.log(
      `  ${name}: ${answers} answers, ${failures.length} failed, ${moved} retried at another gateway, ${seconds.toFixed(1)} s until the replica was complete`,
    )
    console.log(
      `    ${calls.length} Autotask calls, ${refused} of them refused: ${JSON.stringify(countBy(calls))}; ${deltaCalls} for deltas`,
    )
    for (const failure of new Set(failures)) console.log(`    ${failure}`)
  }
  printBars([
    // The call that was interrupted is made again.
    atMost('Autotask calls, of those of one gateway', three.calls.length / one.calls.length, 1.1, '', 2),
    atMost('failed operations', three.failures.length, 0),
    atMost('until another gateway reads', three.takeoverSeconds ?? Infinity, 10, ' s', 1),
  ])
}

function countBy(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}
