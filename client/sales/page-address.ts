import type { DealState } from '../graphql/types.gen.ts'
import { createAddressReader, fromWord, joinHref, toWord, writeDays, writeListPosition } from '../page/address.ts'
import { dealStates, defaultState, orderFields, type PageState } from './page-state.ts'

const pagePath = '/sales'

const activityNames = { range: 'activity', from: 'activity-from', to: 'activity-to' } as const

/** HubSpot's ids are numbers or short names; commas separate them. */
const idPattern = /^[^,\s]{1,100}$/

/** The URL of a state: contains only what differs from the default. */
export function pageHref(state: PageState, options: { fragment?: string } = {}): string {
  const search = new URLSearchParams()
  if (state.board !== null) search.set('board', state.board)
  if (state.pipeline.length > 0) search.set('pipeline', state.pipeline.join(','))
  if (state.stage.length > 0) search.set('stage', state.stage.join(','))
  if (state.state !== null) search.set('state', toWord(state.state))
  if (state.search) search.set('search', state.search)
  writeListPosition(search, state, defaultState)
  writeDays(search, state.activity, defaultState.activity, activityNames)
  return joinHref(pagePath, search, options.fragment)
}

/** The state of a URL; invalid values fall back to the default, with a sentence each in `notices`. */
export function readAddress(search: string): { state: PageState; notices: string[] } {
  const { parameters, notices, word, ids, days, position } = createAddressReader(search)
  const leftOut = 'what cannot be an id was left out'
  const stateWord = (given: string): DealState | undefined =>
    Object.hasOwn(dealStates, fromWord(given)) ? (fromWord(given) as DealState) : undefined
  const state: PageState = {
    board: word('board', null, (id) => (idPattern.test(id) ? id : undefined), 'the first pipeline is shown'),
    pipeline: ids('pipeline', idPattern, leftOut),
    stage: ids('stage', idPattern, leftOut),
    state: word('state', null, stateWord, 'deals of every state are shown'),
    search: (parameters.get('search') ?? '').slice(0, 200),
    ...position(defaultState, orderFields, 'the newest come first'),
    activity: days(defaultState.activity, 'the activity of the last 30 days is shown instead', activityNames),
  }
  return { state, notices }
}
