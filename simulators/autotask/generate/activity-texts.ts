import { actionTypes } from './picklists.ts'
import type { Random, Weighted } from './random.ts'

/** Titles and texts of sales activities. */
export interface ActivityText {
  title: string
  body: string
}

const subjects = [
  'the renewal',
  'firewall refresh',
  'the offer of last week',
  'Microsoft 365 licences',
  'das Angebot für die Außenstelle',
  'invoice questions',
  'new phones 📞',
  'les postes de l’accueil',
]

/** Calls by direction; the words occur in any letter case, and never both in one text. */
const callTitles = {
  inbound: ['Inbound call from {who}', 'inbound: {who} asks about {what}', 'INBOUND – {what}'],
  outbound: ['OUTBOUND follow-up with {who}', 'Outbound call: {what}', 'Follow-up on {what} (outbound)'],
  unsaid: ['Call with {who}', 'Phone: {what}', 'Telefonat mit {who} über {what}'],
}
const callBodies = {
  inbound: ['An inbound call about {what}.', 'Call back tomorrow.', 'Inbound, transferred to technical support.'],
  outbound: ['Left a message about {what} (Outbound).', 'Will decide next month.', 'outbound, spoke with {who}'],
  unsaid: ['Left a message.', 'Interested, send details.', ''],
}

const otherTitles: Record<number, readonly string[]> = {
  [actionTypes.email]: ['E-mail: {what}', 'Sent offer to {who}', 'Re: {what}'],
  [actionTypes.meeting]: ['Quarterly review with {who}', 'Meeting on {what}', 'Vorstellungstermin – {who}'],
  [actionTypes.siteVisit]: ['Site survey', 'On site at reception with {who}'],
  [actionTypes.opportunityUpdate]: ['Stage moved on: {what}', 'Amount changed'],
}
const generalTitles = ['Prepare {what}', 'Note on {what}', 'メモ: {what}', 'Remember: {who} is away until Monday']
const generalBodies = [
  '',
  'See attachment.',
  'Bitte Rückmeldung bis Freitag.',
  '100% agreed <ok>',
  'With {who}, about {what}.',
]

const directions: readonly Weighted<keyof typeof callTitles>[] = [
  ['inbound', 35],
  ['outbound', 40],
  ['unsaid', 25],
]

/** The text of a sales activity of this type with this person. */
export function drawActivityText(random: Random, actionType: number, who: string): ActivityText {
  const what = random.pick(subjects)
  const write = (template: string) => template.replaceAll('{who}', who).replaceAll('{what}', what)
  if (actionType === actionTypes.phoneCall) {
    const direction = random.weighted(directions)
    return { title: write(random.pick(callTitles[direction])), body: write(random.pick(callBodies[direction])) }
  }
  return {
    title: write(random.pick(otherTitles[actionType] ?? generalTitles)),
    body: write(random.pick(generalBodies)),
  }
}
