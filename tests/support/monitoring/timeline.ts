import { evaluateRules, type Expectation } from './promtool.ts'
import { createRecording } from './recording.ts'

/** A stretch of minutes, and which alerts have to fire at its end. */
export interface Stretch {
  readonly minutes: number
  /** Which alerts fire in the last minute, all of them. */
  readonly fires: readonly string[]
  /** Which others may fire in it: what the stretch before has left behind, or comes of the same fault. No other may. */
  readonly mayFire?: readonly string[]
  /** Happens in each minute, before the gateways are scraped. @param minute counts from 0 in each stretch */
  readonly eachMinute?: (minute: number) => Promise<unknown>
}

/** Records minutes of gateways that are watched, and compares the alerts of the rules with what was said of them. */
export interface Timeline {
  pass(stretch: Stretch): Promise<void>
  /** @returns what differs; empty: nothing */
  evaluate(ruleFile: string): Promise<string>
}

const firing = 'ALERTS{alertstate="firing"}'

/**
 * @param advanceMinute moves the clock of the gateways
 * @param scrape reads `/metrics` of each gateway by the name of its instance; null: it does not answer
 */
export function createTimeline(
  advanceMinute: () => Promise<void>,
  scrape: () => Promise<Readonly<Record<string, string | null>>>,
): Timeline {
  const recording = createRecording()
  const expectations: Expectation[] = []

  function expect(minute: number, samples: readonly string[], besides: readonly string[]): void {
    const others = besides.length > 0 ? `unless ALERTS{alertname=~"${besides.join('|')}"}` : ''
    expectations.push({
      minute,
      expression: `group by (alertname) (${firing} ${others})`,
      samples: samples.map((alertname) => `{alertname="${alertname}"}`),
    })
  }

  return {
    async pass({ minutes, fires, mayFire = [], eachMinute = async () => undefined }) {
      for (let minute = 0; minute < minutes; minute++) {
        await advanceMinute()
        await eachMinute(minute)
        expect(recording.minutes, [], [...fires, ...mayFire])
        recording.add(await scrape())
      }
      const besides = mayFire.filter((alert) => !fires.includes(alert))
      expect(recording.minutes - 1, fires, besides)
    },
    evaluate: (ruleFile) => evaluateRules(ruleFile, recording, expectations),
  }
}
