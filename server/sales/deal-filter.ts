import type { Day } from '../calendar/days.ts'
import { excerpt } from '../errors/excerpt.ts'
import { badUserInput } from '../errors/gateway-error.ts'
import { checkSearchText, fold } from '../figures/search-text.ts'
import type { DealSnapshot } from './sales-context.ts'
import { closeDateOf, type DealState, type StagedDeal } from './staged-deal.ts'
import { unknown, unknownStageId } from './pipeline-index.ts'

type Maybe<T> = T | null | undefined

/** Filter for deals, as the SDL's input of the same name. */
export interface DealFilter {
  readonly pipeline?: Maybe<readonly string[]>
  readonly stage?: Maybe<readonly string[]>
  readonly state?: Maybe<DealState>
  readonly text?: Maybe<string>
  readonly closesFrom?: Maybe<Day>
  readonly closesTo?: Maybe<Day>
}

type Test = (deal: StagedDeal) => boolean

/**
 * Compiles the filter to a predicate. `unknown` matches deals in the board's places of that name, `unknown:<pipeline>`
 * those in that pipeline's; the id of a deleted stage or pipeline matches the deals that still have it.
 *
 * @throws GatewayError `BAD_USER_INPUT` for a text that is too long, and for days that end before they begin
 */
export function compileDealFilter(filter: Maybe<DealFilter>, timeZone: string): Test {
  const tests: Test[] = []
  const { pipeline, stage, state, text, closesFrom, closesTo } = filter ?? {}
  if (pipeline) tests.push(among(pipeline, (deal) => [deal.pipelineId, ...(deal.pipeline ? [] : [unknown.id])]))
  if (stage) {
    tests.push(
      among(stage, (deal) => [deal.stageId, ...(deal.stage ? [] : [unknown.id, unknownStageId(deal.pipeline?.id)])]),
    )
  }
  if (state) tests.push((deal) => deal.state === state)
  if (text) {
    const wanted = fold(checkSearchText('filter.text', text))
    tests.push((deal) => fold(deal.name).includes(wanted))
  }
  if (closesFrom && closesTo && closesFrom > closesTo) {
    throw badUserInput(`filter.closesFrom (${closesFrom}) lies after filter.closesTo (${closesTo}).`)
  }
  if (closesFrom || closesTo) {
    tests.push((deal) => {
      const day = closeDateOf(deal, timeZone)
      return day !== null && day >= (closesFrom ?? day) && day <= (closesTo ?? day)
    })
  }
  return (deal) => tests.every((test) => test(deal))
}

/** @param idsOf returns all ids that match the deal's place */
function among(ids: readonly string[], idsOf: (deal: StagedDeal) => readonly (string | null)[]): Test {
  const wanted = new Set<string | null>(ids)
  return (deal) => idsOf(deal).some((id) => id !== null && wanted.has(id))
}

/**
 * Rejects pipelines and stages unknown to both the account and the deals.
 *
 * @throws GatewayError `BAD_USER_INPUT` that lists what is allowed
 */
export function checkKnownStages(filter: Maybe<DealFilter>, { deals, pipelines }: DealSnapshot): void {
  const named = {
    pipeline: pipelines.all.map(({ id, name }) => ({ id, label: name })),
    stage: pipelines.all.flatMap(({ name, stages }) =>
      stages.map(({ id, label }) => ({ id, label: `${name}: ${label}` })),
    ),
  }
  const inUse = {
    pipeline: new Set(deals.map((deal) => deal.pipelineId)),
    stage: new Set(deals.map((deal) => deal.stageId)),
  }
  const lastStages = [undefined, ...pipelines.all.map(({ id }) => id)].map(unknownStageId)
  for (const field of ['pipeline', 'stage'] as const) {
    const known = new Set([unknown.id, ...named[field].map(({ id }) => id), ...(field === 'stage' ? lastStages : [])])
    const stranger = filter?.[field]?.find((id) => !known.has(id) && !inUse[field].has(id))
    if (stranger === undefined) continue
    const allowed = named[field].map(({ id, label }) => `${id} (${label})`)
    throw badUserInput(
      `filter.${field}: there is no ${field} ${JSON.stringify(excerpt(stranger, 40))}. Allowed: ${[...allowed, unknown.id].join(', ')}.`,
    )
  }
}
