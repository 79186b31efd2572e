import { defineTool } from '../define-tool.ts'
import { resolveTenant } from '../names.ts'
import type { AgentLogChangeMutation } from '../operation-types.gen.ts'
import { tenantBounds } from './find-connectwise-tickets.ts'

type Logged = AgentLogChangeMutation['logged']

export const logChange = defineTool<AgentLogChangeMutation>({
  name: 'log_change',
  title: 'Log a change on a ConnectWise ticket',
  role: 'OPERATOR',
  operation: 'log-change',
  // It adds, and nothing twice; it takes nothing away.
  annotations: { readOnlyHint: false, idempotentHint: true, destructiveHint: false, openWorldHint: true },
  refine: {
    tenant: tenantBounds,
    ticketId: { minimum: 1, maximum: 2 ** 31 - 1 },
    note: { minLength: 1, maxLength: 10_000 },
    minutes: { minimum: 0, maximum: 1_440 },
  },
  optional: ['tenant'],
  computed: ['idempotencyKey'],
  variables: async ({ tenant }, call) => ({ tenant: (await resolveTenant(tenant as string | undefined, call)).id }),
  content: { change: { path: 'logged.change' } },
  hasTexts: true,
  roots: ['logged.change'],
  missing: 'The change was not logged.',
  fault: ({ logged }) => faultOf(logged),
  rest: ({ data: { logged } }) =>
    logged.change?.state === 'PENDING'
      ? ['It is stored and being delivered. The same call again returns its state then; nothing is logged twice.']
      : [],
  scope: ({ data: { logged } }) =>
    `One change on ticket ${logged.change?.ticketId} at the ConnectWise of tenant ${logged.change?.tenantId}: ${logged.change?.state}.`,
})

/** What is wrong with the change. `PENDING` is nothing wrong. */
function faultOf({ change, userErrors }: Logged): { readonly code: string; readonly message: string } | null {
  const faults = userErrors.filter(({ code }) => code !== 'PENDING')
  const [first] = faults
  const reasons = (change?.steps ?? []).flatMap(({ kind, state, reason }) =>
    state === 'FAILED' && reason !== null ? [`${kind}: ${reason}`] : [],
  )
  if (first) return { code: first.code, message: [...faults.map(inWords), ...reasons].join(' ') }
  if (change?.state === 'FAILED') {
    return { code: 'REFUSED', message: ['ConnectWise refused it.', ...reasons].join(' ') }
  }
  if (change?.state === 'CANCELLED') {
    return { code: 'CANCELLED', message: 'It was cancelled before all of it was in ConnectWise.' }
  }
  return null
}

const inWords = ({ field, message }: Logged['userErrors'][number]) =>
  field && field.length > 0 ? `${field.filter((name) => name !== 'input').join('.')}: ${message}` : message
