import { createSimulatedClock } from '../../../../simulators/clock.ts'
import type { SimulatedClock } from '../../../../simulators/clock.ts'
import { createConnectWiseSimulator } from '../../../../simulators/connectwise/index.ts'
import type { ConnectWiseSimulator, ConnectWiseSimulatorOptions } from '../../../../simulators/connectwise/index.ts'
import { emptyCompanyWorld } from '../../../../simulators/connectwise/generate/index.ts'
import type { CompanyWorld, ConnectWiseWorld } from '../../../../simulators/connectwise/world.ts'

/** The instant at which the small world starts. */
export const start = Date.parse('2026-03-01T12:00:00Z')

const entered = '2026-02-01T10:00:00Z'
const info = (lastUpdated = entered) => ({ lastUpdated, updatedBy: 'jdoe', dateEntered: entered, enteredBy: 'jdoe' })

const board = { id: 1, name: 'Voice' }
const otherBoard = { id: 2, name: 'Help Desk' }
const hudson = { id: 20, identifier: 'Hudson', name: 'Hudson Legal' }
const main = { id: 3, name: 'Main' }
const west = { id: 4, name: 'West' }

/** A company with five service tickets, one project ticket, two boards and four members; globex shares a ticket number. */
export function smallWorld(): ConnectWiseWorld {
  return {
    acme: acmeWorld(),
    globex: { ...acmeWorld(), tickets: [ticket(11, { summary: 'Of globex' })], notes: [], timeEntries: [] },
    initech: emptyCompanyWorld(),
  }
}

function acmeWorld(): CompanyWorld {
  return {
    ...emptyCompanyWorld(),
    tickets: [
      ticket(11, { summary: 'Printer on 2nd floor', contact: { id: 30, name: 'Ada Moss' } }),
      ticket(12, {
        summary: 'PRINTER "broken" 100%',
        status: { id: 102, name: 'In Progress', Sort: 1 },
        _info: info('2026-02-20T08:00:00Z'),
      }),
      ticket(13, {
        summary: "It's the phone",
        status: { id: 103, name: '>Closed', Sort: 2 },
        closedFlag: true,
        closedDate: '2026-02-10T10:00:00Z',
        closedBy: 'jdoe',
        owner: { id: 50, identifier: 'jdoe', name: 'Jan Doe' },
        resources: 'jdoe,asmith',
        customFields: [{ id: 7, caption: 'Room', type: 'Text', value: '12' }],
      }),
      ticket(14, { summary: 'C:\\temp [a_b]', board: otherBoard, status: { id: 201, name: 'New', Sort: 0 } }),
      ticket(15, { summary: 'West side', location: west, budgetHours: 2.5 }),
    ],
    projectTickets: [{ ...ticket(16, { summary: 'Roll out' }), recordType: 'ProjectTicket' }],
    notes: [
      note(70, 11, { text: 'First words', detailDescriptionFlag: true }),
      note(71, 11, { text: 'Looked into it', internalAnalysisFlag: true }),
      note(72, 12, { text: 'Elsewhere', internalAnalysisFlag: true }),
    ],
    timeEntries: [
      {
        id: 80,
        chargeToId: 11,
        chargeToType: 'ServiceTicket',
        member: { id: 50, identifier: 'jdoe', name: 'Jan Doe' },
        timeStart: '2026-02-02T10:00:00Z',
        timeEnd: '2026-02-02T10:30:00Z',
        actualHours: 0.5,
        hoursBilled: 0.5,
        notes: 'Remote session',
        enteredBy: 'jdoe',
        status: 'Open',
        _info: info(),
      },
      {
        id: 81,
        chargeToId: 12,
        chargeToType: 'ServiceTicket',
        timeStart: '2025-10-02T10:00:00Z',
        actualHours: 1,
        status: 'Billed',
      },
    ],
    boards: [
      { ...board, projectFlag: false, inactiveFlag: false },
      { ...otherBoard, projectFlag: false, inactiveFlag: false },
      { id: 3, name: 'Projects', projectFlag: true, inactiveFlag: false },
    ],
    statuses: [
      status(101, 'New', board, { defaultFlag: true }),
      status(102, 'In Progress', board, { sortOrder: 1 }),
      status(103, '>Closed', board, { sortOrder: 2, closedStatus: true, timeEntryNotAllowed: true }),
      status(104, 'Gone', board, { sortOrder: 3, inactive: true }),
      status(201, 'New', otherBoard, { defaultFlag: true }),
      status(202, 'Completed', otherBoard, { sortOrder: 1 }),
      status(203, 'Closed', otherBoard, { sortOrder: 2, closedStatus: true }),
      status(301, 'New', { id: 3, name: 'Projects' }, { defaultFlag: true }),
      status(302, 'Done', { id: 3, name: 'Projects' }, { sortOrder: 1 }),
    ],
    members: [
      member(49, 'PortalAPI', 'Portal', 'API', { licenseClass: 'A' }),
      member(50, 'jdoe', 'Jan', 'Doe', { officeEmail: 'jan.doe@msp.example' }),
      member(51, 'asmith', 'Ann', 'Smith', { workRole: { id: 62, name: 'Technician' } }),
      member(52, 'gone', 'Gus', 'One', { inactiveFlag: true }),
    ],
    companies: [{ ...hudson, types: [{ id: 1, name: 'Client' }], deletedFlag: false }],
    contacts: [
      {
        id: 30,
        firstName: 'Ada',
        lastName: 'Moss',
        company: hudson,
        communicationItems: [{ id: 1, value: 'ada@hudson.example', defaultFlag: true }],
      },
    ],
    workRoles: [
      { id: 61, name: 'Engineer', inactiveFlag: false, locationIds: [3, 4] },
      { id: 62, name: 'Technician', inactiveFlag: false, locationIds: [3] },
    ],
    workTypes: [
      { id: 65, name: 'Remote', billTime: 'Billable', hoursMin: 0.25, roundBillHoursTo: 0.5, overallDefaultFlag: true },
      { id: 66, name: 'Courtesy', billTime: 'NoCharge' },
    ],
    locations: [main, west],
    types: [{ id: 90, name: 'Incident' }],
    timePeriods: [
      { id: 1, dateStart: '2025-12-01T00:00:00Z', dateEnd: '2026-02-01T00:00:00Z', closedFlag: true },
      { id: 2, dateStart: '2026-02-01T00:00:00Z', dateEnd: '2026-05-01T00:00:00Z', closedFlag: false },
    ],
  }
}

function ticket(id: number, values: Record<string, unknown>) {
  return {
    id,
    recordType: 'ServiceTicket',
    board,
    status: { id: 101, name: 'New', Sort: 0 },
    company: hudson,
    location: main,
    closedFlag: false,
    _info: info(),
    ...values,
  }
}

function note(id: number, ticketId: number, values: Record<string, unknown>) {
  const flags = { detailDescriptionFlag: false, internalAnalysisFlag: false, resolutionFlag: false }
  return { id, ticketId, ...flags, dateCreated: entered, createdBy: 'jdoe', ...values }
}

function status(id: number, name: string, ofBoard: object, values: Record<string, unknown>) {
  const flags = { inactive: false, closedStatus: false, timeEntryNotAllowed: false, defaultFlag: false }
  return { id, name, board: ofBoard, sortOrder: 0, ...flags, ...values }
}

function member(id: number, identifier: string, firstName: string, lastName: string, values: Record<string, unknown>) {
  const usual = {
    licenseClass: 'F',
    inactiveFlag: false,
    workRole: { id: 61, name: 'Engineer' },
    defaultLocation: main,
  }
  return { id, identifier, firstName, lastName, ...usual, ...values }
}

/** A simulator over the small world (or another), on a free port, without latency and with limits off. */
export async function startSmallConnectWise(
  options: Partial<ConnectWiseSimulatorOptions> = {},
): Promise<ConnectWiseSimulator & { clock: SimulatedClock; ask: Ask; askAs(companyId: string): Ask; control: Ask }> {
  const clock = createSimulatedClock(start)
  const simulator = await createConnectWiseSimulator({
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
  const askAs = (companyId: string) =>
    createAsk(`${simulator.credentials(companyId).baseUrl}/`, headersOf(simulator, companyId))
  return { ...simulator, clock, askAs, ask: askAs('acme'), control: createAsk(`${simulator.url}/__sim/`, {}) }
}

/** The headers that sign in to a company's system. */
export function headersOf(simulator: ConnectWiseSimulator, companyId: string): Record<string, string> {
  const { publicKey, privateKey, clientId } = simulator.credentials(companyId)
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')
  return { authorization: `Basic ${basic}`, clientId, 'content-type': 'application/json' }
}

/* What the wire answers is what these tests are about: its shape is asserted there. */
// oxlint-disable-next-line typescript/no-explicit-any
type Wire = any

/** Sends a request and gives back what came: JSON bodies are parsed, an empty one is ''. */
export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: Wire; headers: Headers; text: string }>

function createAsk(base: string, usual: Record<string, string>): Ask {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(new URL(path, base), {
      method,
      headers: { ...usual, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers, text }
  }
}
