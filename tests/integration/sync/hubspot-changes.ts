import type { HubSpotRecord, HubSpotState } from '../../support/hubspot-state.ts'
import type { Random } from '../../support/random.ts'
import type { World } from '../../support/world.ts'

interface ChangeContext {
  readonly world: World
  readonly state: HubSpotState
  readonly random: Random
  readonly now: number
}

type Collection = 'deals' | 'companies'

const anyOf = (collection: Collection, { state, random }: ChangeContext) => random.pick(state[collection])

/** Changes properties of any deal. */
const edit =
  (properties: (change: ChangeContext) => Record<string, string | null>) =>
  (change: ChangeContext): Promise<unknown> =>
    change.world.hubspot.records('deals', {
      upsert: { id: anyOf('deals', change).id, properties: properties(change) },
    })

/** A stage of any pipeline, with that pipeline. */
function anyStage({ state, random }: ChangeContext) {
  const pipeline = random.pick(state.pipelines.filter(({ stages }) => stages.length > 0))
  return { pipeline: pipeline.id, dealstage: random.pick(pipeline.stages).id }
}

const anyAmount = ({ random }: ChangeContext) =>
  random.pick(['0', '', '12.5', '-3', 'N/A', String(random.below(99_999))])

const archive = (collection: Collection) => (change: ChangeContext) =>
  change.world.hubspot.records(collection, { delete: anyOf(collection, change).id })

/** Writes a record of the recycle bin again, which takes it out. */
const restore = (collection: Collection) => async (change: ChangeContext) => {
  const { archived } = change.state as HubSpotState & { archived: Record<Collection, HubSpotRecord[]> }
  if (archived[collection].length === 0) return
  await change.world.hubspot.records(collection, {
    upsert: { id: change.random.pick(archived[collection]).id, properties: {} },
  })
}

/** Every kind of change of deals and companies, each of one record. */
const kindsOfChange: Readonly<Record<string, (change: ChangeContext) => Promise<unknown>>> = {
  'a new deal': (change) =>
    change.world.hubspot.records('deals', {
      upsert: {
        properties: {
          dealname: `A new one ${change.random.below(1_000)}`,
          amount: anyAmount(change),
          createdate: new Date(change.now - change.random.below(1_000) * 3_600_000).toISOString(),
          ...anyStage(change),
        },
      },
    }),
  'another name': edit(({ random }) => ({ dealname: `Renamed ${random.below(1_000)} ü "x"` })),
  'another stage': edit(anyStage),
  'another amount': edit((change) => ({ amount: anyAmount(change) })),
  'another currency': edit(({ random }) => ({ deal_currency_code: random.pick(['EUR', 'GBP', 'USD', null]) })),
  'another close date': edit(({ random, now }) => ({
    closedate: random.pick([null, '2026-04-01', new Date(now + random.below(999) * 3_600_000).toISOString()]),
  })),
  'a deal in a new stage': async (change) => {
    const { world, state, random } = change
    const pipeline = random.pick(state.pipelines)
    const id = `new${random.below(1_000_000)}`
    const stage = {
      id,
      label: `Stage ${id}`,
      displayOrder: random.below(10),
      metadata: { isClosed: random.pick(['true', 'false']), probability: random.pick(['0', '0.4', '1.0']) },
    }
    await world.hubspot.records('pipelines', { upsert: { ...pipeline, stages: [...pipeline.stages, stage] } })
    await edit(() => ({ pipeline: pipeline.id, dealstage: id }))(change)
  },
  'a deal archived': archive('deals'),
  'a deal restored': restore('deals'),
  'a new company': ({ world, random }) =>
    world.hubspot.records('companies', { upsert: { properties: { name: `New ${random.below(1_000)}` } } }),
  'another name of a company': (change) =>
    change.world.hubspot.records('companies', {
      upsert: { id: anyOf('companies', change).id, properties: { name: `Renamed ${change.random.below(1_000)}` } },
    }),
  'a company archived': archive('companies'),
  'a company restored': restore('companies'),
}

/** Makes random changes, each in the account as it is then. @returns what was changed */
export async function changeHubSpot(world: World, random: Random, count: number): Promise<readonly string[]> {
  const made: string[] = []
  for (let index = 0; index < count; index++) {
    const [name, change] = random.pick(Object.entries(kindsOfChange))
    made.push(name)
    await change({ world, state: await world.hubspot.state(), random, now: world.simulators.clock.now() })
  }
  return made
}
