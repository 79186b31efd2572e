import { launchBrowser } from '../../tests/support/browser.ts'
import { atMost, median, type Bar } from '../bars.ts'
import { startDemo } from './demo-process.ts'
import { signIn } from './sign-in.ts'
import { describeSpread } from './spread.ts'

const rounds = 9
const mostShare = 0.7

/**
 * The first figures after the click on a person's name, here and in an earlier checkout: both gateways warm, each time
 * a browser that has just been started. In turns, and each second round the other way around, since a machine that is
 * busy for a while would otherwise be on one side's account.
 */
export async function compareFirstFigures(here: string, earlier: string, commit: string): Promise<Bar[]> {
  const demos = [await startDemo(here), await startDemo(earlier)] as const
  try {
    const times: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round++) {
      for (const side of round % 2 === 0 ? ([1, 0] as const) : ([0, 1] as const)) {
        const { url } = demos[side]
        // Another person has just looked at the page; the browser that is timed has not.
        await timeSignIn(url)
        times[side].push(await timeSignIn(url))
      }
    }
    const [now, before] = times
    console.log(`  first figures, here      ${describeSpread(now)}`)
    console.log(`  first figures, ${commit}   ${describeSpread(before)}`)
    const what = `first figures after the click, of those of ${commit}`
    return [atMost(what, median(now) / median(before), mostShare, ' x', 2)]
  } finally {
    for (const demo of demos) await demo.close()
  }
}

async function timeSignIn(url: string): Promise<number> {
  const browser = await launchBrowser()
  try {
    return (await signIn(browser, url)).firstFiguresMs
  } finally {
    await browser.close()
  }
}
