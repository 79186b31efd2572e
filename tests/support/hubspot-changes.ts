import type { HubSpotChange } from './hubspot-worlds.ts'
import type { World } from './world.ts'

type Properties = Record<string, string | null>

const pipelineOf = (world: World, id: string) =>
  world.hubspot.state().then(({ pipelines }) => pipelines.find((pipeline) => pipeline.id === id)!)

/** Writes properties into the first deals of the account. */
async function rewrite(world: World, rows: Properties[], from = 0): Promise<void> {
  const { deals } = await world.hubspot.state()
  const upsert = rows.map((properties, index) => ({ id: deals[from + index]!.id, properties }))
  await world.hubspot.records('deals', { upsert })
}

/** Takes stages away from the default pipeline; the deals in them stay. */
async function dropStages(world: World, stages: string[]): Promise<void> {
  const pipeline = await pipelineOf(world, 'default')
  await world.hubspot.records('pipelines', {
    upsert: { ...pipeline, stages: pipeline.stages.filter(({ id }) => !stages.includes(id)) },
  })
}

/** What people do to an account that its figures have to bear. */
export const hubspotChanges: readonly HubSpotChange[] = [
  {
    label: 'stages deleted, with won, lost and open deals in them',
    make: (world) => dropStages(world, ['closedwon', 'closedlost', 'contractsent']),
  },
  {
    label: 'a pipeline deleted, whose deals stay',
    async make(world) {
      const { pipelines, deals } = await world.hubspot.state()
      const gone = pipelines.find(
        ({ id }) => id !== 'default' && deals.some((deal) => deal.properties.pipeline === id),
      )!
      await world.hubspot.records('pipelines', { delete: gone.id })
    },
  },
  {
    label: 'deals deleted, a stage deleted, and every pipeline but one without stages',
    async make(world) {
      await dropStages(world, ['qualifiedtobuy'])
      const { pipelines, deals } = await world.hubspot.state()
      for (const { id } of pipelines.filter(({ id }) => id !== 'default')) {
        await world.hubspot.records('pipelines', { upsert: { id, stages: [] } })
      }
      await world.hubspot.records('deals', { delete: deals.slice(0, 5).map(({ id }) => id) })
    },
  },
  {
    label: 'amounts that are blank, no numbers, negative, tiny and huge',
    make: (world) =>
      rewrite(
        world,
        ['', 'N/A', '-250.5', '0', '0.0001', '90071992547409.93', '1234.505', '1234.5', '  ', '12 apples'].map(
          (amount) => ({ amount, amount_in_home_currency: amount, deal_currency_code: null }),
        ),
      ),
  },
  {
    label: 'currencies with and without a home amount',
    make: (world) =>
      rewrite(world, [
        { amount: '100', amount_in_home_currency: null, deal_currency_code: 'EUR' },
        { amount: '100', amount_in_home_currency: '', deal_currency_code: 'GBP' },
        { amount: '100', amount_in_home_currency: '111.115', deal_currency_code: 'EUR' },
        { amount: '100', amount_in_home_currency: null, deal_currency_code: 'USD' },
        { amount: '100', amount_in_home_currency: null, deal_currency_code: '' },
        { amount: '100', amount_in_home_currency: '', deal_currency_code: null },
        { amount: null, amount_in_home_currency: '7', deal_currency_code: 'EUR' },
        { amount: '100', amount_in_home_currency: '0', deal_currency_code: 'EUR' },
      ]),
  },
  {
    label: 'an account in euros',
    make: async (world) => void (await world.hubspot.records('account', { upsert: { companyCurrency: 'EUR' } })),
  },
  {
    label: 'deals without a stage, without a pipeline, and in a stage of another pipeline',
    make: (world) =>
      rewrite(world, [
        { dealstage: null },
        { dealstage: '' },
        { pipeline: null },
        { pipeline: '', dealstage: '' },
        { pipeline: 'nowhere', dealstage: 'closedwon' },
        { pipeline: 'nowhere', dealstage: 'nothing' },
        { pipeline: '94110275', dealstage: 'closedwon' },
        { pipeline: '94110275', dealstage: 'appointmentscheduled' },
      ]),
  },
  {
    label: 'stages in another order, closed without being won or lost, and without a probability',
    async make(world) {
      const pipeline = await pipelineOf(world, 'default')
      const metadata: Record<string, Record<string, string>> = {
        qualifiedtobuy: { isClosed: 'true', probability: '0.4' },
        contractsent: { isClosed: 'false', probability: '1.0' },
        presentationscheduled: { isClosed: 'false' },
        closedwon: { isClosed: 'true', probability: '1' },
        closedlost: { isClosed: 'true', probability: '0' },
        decisionmakerboughtin: { isClosed: 'false', probability: '0.805' },
      }
      await world.hubspot.records('pipelines', {
        upsert: {
          ...pipeline,
          displayOrder: 99,
          stages: pipeline.stages.map((stage) => ({
            ...stage,
            displayOrder: -Math.floor(stage.displayOrder / 2),
            metadata: metadata[stage.id] ?? stage.metadata,
          })),
        },
      })
    },
  },
  {
    label: 'equal amounts, names and close days, and none of them',
    make: (world) =>
      rewrite(world, [
        ...['Router', 'router', 'ROUTER', 'Routér', 'routers'].map((dealname, index) => ({
          dealname,
          amount_in_home_currency: ['100', '100.0', '100.00', '99.999', '1e2'][index]!,
          closedate: `2026-03-10T1${index}:00:00Z`,
        })),
        { dealname: '', amount: '', amount_in_home_currency: '', closedate: '' },
        { dealname: null, amount: null, amount_in_home_currency: null, closedate: null },
        { dealname: 'İstanbul', closedate: '2026-03-11T03:59:59.999Z' },
        { dealname: '10% off_*[x](y)\\', closedate: '2026-03-11T04:00:00Z' },
      ]),
  },
  {
    label: 'stages that do not say whether they are closed or how likely, and deals that say they are won or lost',
    async make(world) {
      const pipeline = await pipelineOf(world, 'default')
      const metadata: Record<string, Record<string, string>> = {
        appointmentscheduled: {},
        qualifiedtobuy: { isClosed: 'true' },
        contractsent: { probability: '1.0' },
        closedwon: { isClosed: 'perhaps', probability: '1.0' },
      }
      await world.hubspot.records('pipelines', {
        upsert: {
          ...pipeline,
          stages: pipeline.stages.map((stage) => ({ ...stage, metadata: metadata[stage.id] ?? stage.metadata })),
        },
      })
      const won = { hs_is_closed: 'true', hs_is_closed_won: 'true', hs_is_closed_lost: 'false' }
      const lost = { hs_is_closed: 'true', hs_is_closed_won: 'false', hs_is_closed_lost: 'true' }
      const stages = ['appointmentscheduled', 'qualifiedtobuy', 'contractsent', 'closedwon']
      await rewrite(
        world,
        stages.flatMap((dealstage) => [won, lost].map((flags) => ({ pipeline: 'default', dealstage, ...flags }))),
      )
    },
  },
  {
    label: 'close dates that are days and no instants',
    make: (world) =>
      rewrite(
        world,
        ['2026-03-01', '2026-03-31', '2026-02-28', '2026-03-01T00:00:00Z'].map((closedate) => ({
          closedate,
        })),
      ),
  },
  {
    label: 'a stage that is listed twice',
    async make(world) {
      const pipeline = await pipelineOf(world, 'default')
      const twice = { ...pipeline.stages[1]!, label: 'The same again', displayOrder: 99 }
      await world.hubspot.records('pipelines', { upsert: { ...pipeline, stages: [...pipeline.stages, twice] } })
    },
  },
]
