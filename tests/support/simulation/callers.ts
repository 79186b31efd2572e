import type { Principal } from '../../../server/auth/principal.ts'
import type { Logged } from '../../../server/changes/log-change.ts'
import type { Random } from '../random.ts'
import type { Gateway } from './gateways.ts'
import type { Told } from '../oracle/delivery/history.ts'
import type { PlannedChange } from './plan.ts'
import type { VirtualTime } from './virtual-time.ts'

export interface CallerOptions {
  readonly time: VirtualTime
  readonly random: Random
  /** Those that run at the moment. */
  readonly gateways: () => readonly Gateway[]
  readonly log: (who: string, what: string) => void
  readonly onTold: (told: Told) => void
  readonly onRequest: (key: string) => void
  /** Called with the key of a change that was retried, or may have been. */
  readonly onRetried: (key: string) => void
}

const operator: Principal = {
  id: 'olga',
  name: 'Olga Operator',
  email: 'olga@acme.test',
  role: 'ADMIN',
  operatorTenants: 'all',
  scheme: 'bearer',
}

type Mutations = Parameters<Parameters<Gateway['ask']>[0]>[0]

/** Asks for a change as a portal would: with the same key until there is an answer, now and then twice, or once more. */
export async function callForChange(planned: PlannedChange, options: CallerOptions): Promise<void> {
  const { time, random, log, onTold, onRequest, onRetried } = options
  const { key } = planned.asked

  /** @returns null if there was no answer */
  async function askOnce(mutation: Told['mutation'], question: (mutations: Mutations) => Promise<Logged>) {
    const running = options.gateways()
    if (running.length === 0) return null
    const gateway = random.pick(running)
    if (mutation === 'log') onRequest(key)
    log('caller', `asks ${gateway.name} to ${mutation} ${key}`)
    const patienceMs = 10_000 + random.below(10_000)
    const answer = await Promise.race([
      gateway.ask(question).catch((error: Error) => error),
      time.sleep(patienceMs).then(() => null),
    ])
    const isAnswered = answer !== null && !(answer instanceof Error)
    if (mutation === 'retry' && (!isAnswered || answer.change)) onRetried(key)
    if (!isAnswered) {
      log('caller', `gets no answer to ${mutation} ${key}: ${answer?.message ?? 'time-out'}`)
      return null
    }
    onTold(toTold(answer, { at: time.now(), key, mutation }))
    log('caller', `is told ${answer.change?.id} ${answer.change?.state} ${answer.userErrors.map(({ code }) => code)}`)
    return answer
  }

  async function askUntilAnswered(...question: Parameters<typeof askOnce>): Promise<Logged> {
    for (;;) {
      const answer = await askOnce(...question)
      if (answer) return answer
      await time.sleep(200 + random.below(3_000))
    }
  }

  const log1 = (mutations: Mutations) => requestOf(planned, mutations)
  await time.sleep(planned.atMs)
  const answers = await Promise.all(Array.from({ length: planned.requests }, () => askUntilAnswered('log', log1)))
  const { change } = answers[0]!
  const after = async (ms: number | null, ask: () => Promise<unknown>) => {
    if (ms === null) return
    await time.sleep(ms)
    await ask()
  }
  await Promise.all([
    after(planned.againAfterMs, () => askUntilAnswered('log', log1)),
    change &&
      after(planned.cancelAfterMs, () =>
        askUntilAnswered('cancel', ({ cancelChange }) =>
          cancelChange({ changeId: change.id, waitSeconds: random.pick([0, 8]) }, { principal: operator }),
        ),
      ),
  ])
  if (!change || planned.retryAfterMs === null) return
  await time.sleep(planned.retryAfterMs)
  await askUntilAnswered('retry', ({ retryChange }) =>
    retryChange({ changeId: change.id, waitSeconds: 0 }, { principal: operator }),
  )
}

function requestOf({ input, isInternal }: PlannedChange, mutations: Mutations): Promise<Logged> {
  const asking = { principal: operator }
  if (isInternal) return mutations.logChange(input, asking)
  const { tenantId, ticketId, idempotencyKey } = input
  return mutations.addNote({ tenantId, ticketId, idempotencyKey, text: input.note ?? '', internal: false }, asking)
}

const toTold = ({ change, userErrors }: Logged, told: Pick<Told, 'at' | 'key' | 'mutation'>): Told => ({
  ...told,
  userErrors: userErrors.map(({ code, message }) => `${code}: ${message}`),
  change: change && {
    id: change.id,
    state: change.state,
    isCancelRequested: change.cancelRequestedAt !== null,
    steps: change.steps.map(({ kind, state, vendorId }) => ({ kind, state, vendorId })),
  },
})
