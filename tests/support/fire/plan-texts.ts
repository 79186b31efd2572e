import type { Random } from '../random.ts'
import type { ChangeInput } from './planned-change.ts'

const words = [
  'forwarding',
  'desk phone',
  '"Reception"',
  "O'Brien's line",
  'müde Straße',
  '100%',
  '日本',
  'a\\b',
  '<b>x</b>',
]
const kinds = [
  'VOICE_CONFIGURATION_UPDATED',
  'THREE_CX_USER_CREATED',
  'THREE_CX_USER_UPDATED',
  'THREE_CX_USER_DELETED',
  'DID_CREATED',
  'DID_UPDATED',
  'DID_DELETED',
]

/** What is asked for, and what of it must stand in the note. */
export interface DrawnText {
  readonly input: Pick<ChangeInput, 'note' | 'change'>
  readonly texts: readonly string[]
}

/** Free text; some of it looks like another change's reference. */
export function drawText(random: Random, marker: string): DrawnText {
  const tail = random.chance(0.1) ? ' · Ref AAAAAAAAAA' : ''
  const text = `Changed ${random.pick(words)} and ${random.pick(words)}${tail}`
  return { input: { note: `${marker} ${text}` }, texts: [text] }
}

/** What was changed, with before and after. */
export function drawDetails(random: Random, marker: string): DrawnText {
  const fields = Array.from({ length: 1 + random.below(3) }, (_, nth) => ({
    name: `Field ${nth + 1}`,
    before: random.chance(0.3) ? null : `old ${random.pick(words)}`,
    after: random.chance(0.3) ? null : `new ${random.pick(words)}`,
  }))
  const subject = `${marker} ${random.pick(words)}`
  const note = random.chance(0.3) ? `Asked for by ${random.pick(words)}` : undefined
  return {
    input: { change: { kind: random.pick(kinds), subject, fields }, ...(note !== undefined && { note }) },
    texts: [
      subject,
      ...(note === undefined ? [] : [note]),
      ...fields.flatMap(({ name, before, after }) => [name, before, after].filter((text) => text !== null)),
    ],
  }
}
