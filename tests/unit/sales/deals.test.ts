import { expect, test } from 'vitest'
import { checkKnownStages, compileDealFilter, type DealFilter } from '../../../server/sales/deal-filter.ts'
import { stageDeal } from '../../../server/sales/staged-deal.ts'
import { layOutBoard } from '../../../server/sales/pipeline-board.ts'
import { createPipelineIndex } from '../../../server/sales/pipeline-index.ts'
import type { Deal, Stage } from '../../../server/vendors/hubspot/types.ts'
import { deal, ledgerOf } from './ledger.ts'

const stateOf = (own: Partial<Deal>) => ledgerOf([deal(1, own)]).deals[0]?.state
const valueOf = (own: Partial<Deal>) => ledgerOf([deal(1, own)]).deals[0]?.value

test.each<[string, Partial<Deal>, string]>([
  ['open in an open stage', { stageId: 'new' }, 'OPEN'],
  ['open in an open stage, however sure', { stageId: 'sure' }, 'OPEN'],
  ['open in an open stage, whatever its flags say', { stageId: 'new', isWon: true }, 'OPEN'],
  ['won in a closed stage with probability 1, whatever its label', { stageId: 'won' }, 'WON'],
  ['lost in a closed stage with probability 0', { stageId: 'lost' }, 'LOST'],
  ['closed otherwise in a closed stage that is neither', { stageId: 'hold' }, 'CLOSED_OTHER'],
  ['open in a stage that is gone', { stageId: 'gone' }, 'OPEN'],
  ['closed otherwise in a stage that is gone, when it says so', { stageId: 'gone', isClosed: true }, 'CLOSED_OTHER'],
  ['won in a stage that is gone, when it says so', { stageId: 'gone', isClosed: true, isWon: true }, 'WON'],
  ['lost in a stage that is gone, when it says so', { stageId: 'gone', isClosed: true, isLost: true }, 'LOST'],
  ['of its flags in a stage of another pipeline', { pipelineId: 'other', stageId: 'won', isLost: true }, 'LOST'],
])('a deal is %s', (_, own, state) => {
  expect(stateOf(own)).toBe(state)
})

test.each<[string, Partial<Stage>, Partial<Deal>, string]>([
  [
    'won when it says so, in a stage that does not say whether it is closed',
    { isClosed: null },
    { isWon: true },
    'WON',
  ],
  ['lost when it says so, in a closed stage without a probability', { isClosed: true }, { isLost: true }, 'LOST'],
  ['closed otherwise in a closed stage without a probability', { isClosed: true }, {}, 'CLOSED_OTHER'],
  ['closed otherwise when it says so, and its stage nothing', { isClosed: null }, { isClosed: true }, 'CLOSED_OTHER'],
  ['open when neither it nor its stage says anything', { isClosed: null }, {}, 'OPEN'],
  ['open in an open stage without a probability, whatever its flags say', { isClosed: false }, { isWon: true }, 'OPEN'],
])('a deal is %s', (_, own, flags, state) => {
  const stage = { id: 'new', label: 'New', probability: null, isClosed: null, ...own }
  const index = createPipelineIndex([{ id: 'sales', name: 'Sales', stages: [stage] }])

  expect(stageDeal(deal(1, flags), index, 'USD').state).toBe(state)
})

test.each<[string, Partial<Deal>, string | null]>([
  ['what HubSpot worked out', { amount: '10', amountInHomeCurrency: '11.00', currency: 'EUR' }, '11.00'],
  ['its amount, when it has no currency', { amount: '10.5' }, '10.5'],
  ['its amount, when that is in the account’s currency', { amount: '10.5', currency: 'USD' }, '10.5'],
  ['unknown in another currency', { amount: '10.5', currency: 'EUR' }, null],
  ['unknown when nobody said', { currency: 'USD' }, null],
])('a deal is worth %s', (_, own, value) => {
  expect(valueOf(own)).toBe(value)
})

const mixed = ledgerOf([
  deal(1, { amount: '0.1' }),
  deal(2, { amount: '0.2' }),
  deal(3, { stageId: 'won', amount: '-5' }),
  deal(4, { stageId: 'gone', amount: '7.005' }),
  deal(5, { pipelineId: 'gone', stageId: 'new', amount: '1' }),
  deal(6, { pipelineId: null, stageId: null }),
  deal(7, { pipelineId: 'other', stageId: 'new' }),
])

test('the board has every deal in one stage, stages without deals, and Unknown last', () => {
  const usd = (amount: string) => ({ amount, currency: 'USD' })
  const board = layOutBoard(mixed)

  expect(
    board.map(({ id, totalDeals, totalValue, stages }) => [
      id,
      totalDeals,
      totalValue,
      stages.map((stage) => [stage.id, stage.dealCount, stage.totalValue.amount]),
    ]),
  ).toEqual([
    [
      'sales',
      4,
      usd('2.305'),
      [
        ['new', 2, '0.30'],
        ['sure', 0, '0.00'],
        ['won', 1, '-5.00'],
        ['lost', 0, '0.00'],
        ['hold', 0, '0.00'],
        ['unknown:sales', 1, '7.005'],
      ],
    ],
    [
      'other',
      1,
      usd('0.00'),
      [
        ['start', 0, '0.00'],
        ['unknown:other', 1, '0.00'],
      ],
    ],
    ['unknown', 2, usd('1.00'), [['unknown:unknown', 2, '1.00']]],
  ])
})

test('the list filtered by pipeline and stage has exactly the deals of that place on the board', () => {
  for (const pipeline of layOutBoard(mixed)) {
    for (const stage of pipeline.stages) {
      const passes = compileDealFilter({ pipeline: [pipeline.id], stage: [stage.id] }, 'UTC')

      expect(() => checkKnownStages({ pipeline: [pipeline.id], stage: [stage.id] }, mixed)).not.toThrow()
      expect([pipeline.id, stage.id, mixed.deals.filter(passes).length]).toEqual([
        pipeline.id,
        stage.id,
        stage.dealCount,
      ])
    }
  }
})

const idsOf = (filter: DealFilter) => mixed.deals.filter(compileDealFilter(filter, 'UTC')).map(({ id }) => id)

test.each<[DealFilter, string[]]>([
  [{}, ['1', '2', '3', '4', '5', '6', '7']],
  [{ pipeline: [] }, []],
  [{ state: 'WON' }, ['3']],
  [{ text: 'dEAL 3' }, ['3']],
  [{ text: '' }, ['1', '2', '3', '4', '5', '6', '7']],
  [{ stage: ['gone'] }, ['4']],
  [{ pipeline: ['gone'] }, ['5']],
  [{ pipeline: ['unknown'] }, ['5', '6']],
  [{ stage: ['unknown'] }, ['4', '5', '6', '7']],
  [{ stage: ['unknown:sales'] }, ['4']],
  [{ stage: ['unknown:unknown'] }, ['5', '6']],
  [{ pipeline: ['sales', 'other'], state: 'OPEN' }, ['1', '2', '4', '7']],
])('the filter %j finds %j', (filter, ids) => {
  expect(idsOf(filter)).toEqual(ids)
})

test('unknown pipelines and stages are refused with what is allowed', () => {
  expect(() => checkKnownStages({ pipeline: ['sales', 'nope'] }, mixed)).toThrow(
    'filter.pipeline: there is no pipeline "nope". Allowed: sales (Sales), other (Other), unknown.',
  )
  expect(() => checkKnownStages({ stage: ['x'.repeat(50)] }, mixed)).toThrow(
    `filter.stage: there is no stage "${'x'.repeat(40)}…". Allowed: new (Sales: New), sure (Sales: Sure), won (Sales: Lost, by its name), lost (Sales: Lost), hold (Sales: On hold), start (Other: Start), unknown.`,
  )
})

test('places that are gone but in use, and Unknown itself, are known', () => {
  expect(() => checkKnownStages({ pipeline: ['gone', 'unknown'], stage: ['gone', 'unknown'] }, mixed)).not.toThrow()
})
