import { createAutotaskSimulator } from '../../../../simulators/autotask/index.ts'
import type { AutotaskSimulator, AutotaskSimulatorOptions } from '../../../../simulators/autotask/index.ts'
import { collections } from '../../../../simulators/autotask/world.ts'
import type { AutotaskWorld, PicklistValue } from '../../../../simulators/autotask/world.ts'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import type { SimulatedClock } from '../../../../simulators/clock.ts'

/** The instant at which the small world starts. */
export const start = Date.parse('2026-03-01T12:00:00Z')

/** Two companies, five tickets and a little of the rest; fields not named are null. */
export function smallWorld(): AutotaskWorld {
  return {
    ...(Object.fromEntries(collections.map((name) => [name, []])) as unknown as AutotaskWorld),
    Tickets: [
      ticket(5, { title: 'Fifth', status: 8, createDate: '2026-02-20T10:00:00Z', assignedResourceID: 31 }),
      ticket(1, {
        title: 'First',
        status: 5,
        createDate: '2026-02-01T10:00:00Z',
        completedDate: '2026-02-02T09:30:00Z',
      }),
      ticket(2, { title: 'Second printer', status: 1, createDate: '2026-02-05T10:00:00.5Z', companyID: 0 }),
      ticket(3, { title: 'Third PRINTER', status: 8, createDate: '2026-02-10T10:00:00Z', assignedResourceID: 30 }),
      ticket(4, {
        title: 'Fourth',
        status: 1,
        createDate: '2026-02-15T10:00:00Z',
        serviceLevelAgreementHasBeenMet: true,
        userDefinedFields: [{ name: 'Site code', value: 'NYC-1' }],
      }),
    ],
    TimeEntries: [{ id: 11, ticketID: 3, resourceID: 30, hoursWorked: 0.5, dateWorked: '2026-02-10T00:00:00Z' }],
    Companies: [
      { id: 0, companyName: 'ROC', isActive: true },
      { id: 175, companyName: 'Hudson Legal', isActive: false },
    ],
    Contacts: [
      { id: 41, companyID: 175, firstName: 'Ada', lastName: 'Moss', isActive: 1 },
      { id: 42, companyID: 0, firstName: 'Lee', lastName: 'Park', isActive: 0 },
    ],
    CompanyToDos: [{ id: 51, companyID: 175, actionType: 1, assignedToResourceID: 30 }],
    CompanyNotes: [{ id: 61, companyID: 175, actionType: 1, name: 'Call' }],
    picklists: {
      Tickets: {
        status: [picklistValue('1', 'New'), picklistValue('5', 'Complete'), picklistValue('8', 'In Progress')],
      },
    },
    rocQueueID: 29_683_354,
  }
}

/** A simulator over the small world (or another), on a free port, without latency and with limits off. */
export async function startSmallAutotask(
  options: Partial<AutotaskSimulatorOptions> = {},
): Promise<AutotaskSimulator & { clock: SimulatedClock; ask: Ask; control: Ask }> {
  const clock = createSimulatedClock(start)
  const simulator = await createAutotaskSimulator({
    seed: 1,
    scale: 1,
    now: start,
    clock,
    latencyMs: 0,
    limits: false,
    port: 0,
    generate: smallWorld,
    ...options,
  })
  const { environment, url } = simulator
  const headers = {
    ApiIntegrationCode: environment['AUTOTASK_INTEGRATION_CODE'] ?? '',
    UserName: environment['AUTOTASK_USERNAME'] ?? '',
    Secret: environment['AUTOTASK_SECRET'] ?? '',
    'Content-Type': 'application/json',
  }
  return {
    ...simulator,
    clock,
    ask: createAsk(`${environment['AUTOTASK_DISCOVERY_URL']}V1.0/`, headers),
    control: createAsk(`${url}/__sim/`, {}),
  }
}

/* What the wire answers is what these tests are about: its shape is asserted there. */
// oxlint-disable-next-line typescript/no-explicit-any
type Wire = any

/** Sends a request and gives back what came: `path` may be a whole address; JSON bodies are parsed, an empty one is ''. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: Wire }>

function createAsk(base: string, headers: Record<string, string>): Ask {
  return async (method, path, body) => {
    const answer = await fetch(new URL(path, base), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? '' : JSON.parse(text) }
  }
}

function ticket(id: number, values: Record<string, unknown>) {
  return { id, companyID: 175, queueID: 29_683_354, ticketNumber: `T20260201.000${id}`, ...values }
}

function picklistValue(value: string, label: string): PicklistValue {
  return {
    value,
    label,
    isDefaultValue: false,
    sortOrder: Number(value),
    parentValue: '',
    isActive: true,
    isSystem: false,
  }
}
