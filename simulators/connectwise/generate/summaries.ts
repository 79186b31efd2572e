import type { Random } from '../../autotask/generate/random.ts'

const usual = [
  'Phone {n} rings once and drops',
  'Add 3CX user for new hire, extension {n}',
  'Port DID (845) 555-01{n} from old carrier',
  'Voicemail to e-mail stopped for ext {n}',
  'Printer on floor {n} offline',
  'Call queue "Sales" sends callers to wrong menu',
  "Can't hear caller on O'Brien's desk phone",
  'Jitter at 15% on WAN{n}',
  'Softphone fails: C:\\Program Files\\3CX\\{n}',
  'Change hunt group — Zoë & François',
  'Auto attendant greeting 🎙️ needs update',
  'الهاتف لا يرن في المكتب {n}',
  '電話が切れる 内線 {n}',
  'Rate of "busy" on trunk {n} is 100% & it\'s urgent',
  'Remove user {n}; return handset <b>today</b>',
  'New handset for reception [ext_{n}]',
]

/** The longest summary there can be, in characters. */
const longest = 100

/** The summary of a ticket: mostly plain, with quotes of both kinds, wildcards, backslashes, emoji and right-to-left text. */
export function drawSummary(random: Random): string {
  const text = random.pick(usual).replace('{n}', String(random.int(10, 99)))
  if (!random.chance(0.03)) return text
  return `${text} ${'and so it goes on and on '.repeat(5)}`.slice(0, longest - 1).padEnd(longest, '.')
}

const openings = [
  'Customer reports that this began this morning.',
  'Please see the attached trace.\nThird line.',
  'They said: "it\'s down again" – 50% of calls fail.',
  '**Steps**\n1. Dial 9\n2. Wait\n3. Silence 🔇',
]
const workings = [
  'Checked the SIP trunk, reset registration.',
  'Left a message for the contact.',
  'Updated the call flow and tested with the customer.',
  'Escalated to carrier, case C:\\{n}.',
]

/** Initial descriptions of tickets. */
export const drawOpening = (random: Random): string => random.pick(openings)
/** Notes on work performed. */
export const drawWork = (random: Random): string => random.pick(workings).replace('{n}', String(random.int(100, 999)))
