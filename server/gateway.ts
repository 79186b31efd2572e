import { createAuditLog } from './audit/audit-log.ts'
import { createRequestAudit } from './audit/request-audit.ts'
import { createRetention } from './audit/retention.ts'
import { createSigner, signingKeysOf } from './audit/signer.ts'
import { systemClock, type Clock } from './clock.ts'
import type { GraphConfig } from './config/config.ts'
import { secretsOf } from './config/secrets.ts'
import { createApollo } from './graphql/apollo.ts'
import { createCallCheck } from './graphql/check-call.ts'
import { createDocuments } from './graphql/documents.ts'
import { createIntrospectionRule } from './graphql/introspection.ts'
import { createResponseCache } from './graphql/response-cache/response-cache.ts'
import type { Sandbox } from './graphql/sandbox.ts'
import { callerLimitNames, createCallerLimits } from './limits/caller-limits.ts'
import { createLimits } from './limits/limits.ts'
import type { StoredAnswer } from './operations/answer.ts'
import { createCallerGuard } from './operations/caller-guard.ts'
import { createAnswerNow } from './operations/answer-now.ts'
import { createOperations } from './operations/operations.ts'
import type { PersistedOperations } from './operations/persisted-operations.ts'
import { createRooms, type RoomsOptions } from './rooms.ts'
import { runEvery } from './run-every.ts'
import { openStores, type Stores, type StoresOptions } from './stores.ts'
import { createLogger, type Logger } from './telemetry/logger.ts'
import { createMetrics, type Metrics } from './telemetry/metrics.ts'
import type { Tracer } from './telemetry/tracer.ts'
import { createUpkeep } from './upkeep.ts'
import type { WorkTime } from './work-time.ts'

export interface GatewayOptions extends RoomsOptions, StoresOptions {
  readonly config: GraphConfig
  /** Clock for figures and cache ages. */
  readonly clock?: Clock | undefined
  readonly logger?: Logger | undefined
  /** Operations that may be asked for by their hashes, of a portal. */
  readonly persistedOperations?: PersistedOperations
  /** Apollo Sandbox; null: disabled. */
  readonly sandbox?: Sandbox | null
  /**
   * Where this process is stopped between requests: the time there is for work that none of them waits for. Absent: it is
   * done in the background, all the time.
   */
  readonly workTime?: (WorkTime & { give(ms: number): void }) | undefined
  /** Makes traces, and is closed with the gateway; null: there are none. */
  readonly tracer?: Tracer | null
}

/** The graph over the vendors, ready to run operations, without any way in. */
export type Gateway = Awaited<ReturnType<typeof createGateway>>

/** Opens the stores, composes the rooms, and starts what runs in the background. */
export async function createGateway(options: GatewayOptions) {
  const { config, clock = systemClock } = options
  const logger = options.logger ?? createLogger({ level: config.logLevel, secrets: secretsOf(config) })
  const metrics = createMetrics()
  const stores = await openStores(options, clock, logger, metrics)
  try {
    return await composeGateway(options, stores, { clock, logger, metrics })
  } catch (error) {
    await closeStores(stores).catch(() => undefined)
    throw error
  }
}

interface Telemetry {
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

async function composeGateway(options: GatewayOptions, stores: Stores, { clock, logger, metrics }: Telemetry) {
  const { config, workTime, sandbox = null, tracer = null } = options
  const { persistedOperations = new Map<string, string>() } = options
  const auditParts = { database: stores.bulkDatabase, signer: createSigner(signingKeysOf(config)), clock, logger }
  const audit = createAuditLog({ ...auditParts, metrics })
  const retention = createRetention({ ...auditParts, days: config.audit.retentionDays })
  const rooms = await createRooms(options, { stores, audit, clock, logger, metrics, tracer })
  const { schema, schemaText, vendors, changes, unusedReplicas, keep } = rooms

  const isExplorable = config.environment === 'development'
  const limits = createLimits(config.limits)
  const mayIntrospect = createIntrospectionRule(config)
  const documents = createDocuments({ schema, maxTokens: limits.tokens, hideSuggestions: !isExplorable })
  const apollo = createApollo({ schema, logger, limits, documents, keep, isExplorable, mayIntrospect, sandbox })
  await apollo.start()
  if (!workTime) for (const inBackground of [changes, audit, retention, unusedReplicas]) inBackground.start()

  const callerLimits = createLoggedLimits(config, { counters: stores.counters, logger, metrics })
  const guard = createCallerGuard(callerLimits)
  const responses = createResponses(config, clock, metrics)
  const operations = createOperations({
    apollo,
    persistedOperations,
    guard,
    checkCall: createCallCheck({ schema, limits, documents }),
    isExplorable,
    responses,
    metrics,
    tracer,
    maxAnswerBytes: config.limits.answerBytes,
    audit: (origin) => createRequestAudit({ log: audit, clock }, origin),
  })

  return {
    schema,
    schemaText,
    mayIntrospect,
    operations,
    // It is no part of a trace, as it has no parts: where there are traces, the route answers.
    answerNow: tracer ? () => false : createAnswerNow({ guard, responses, audit, clock }),
    guard,
    callerLimits,
    vendors,
    audit,
    /** When the change of a tenant's key was logged, in epoch milliseconds; null if there is none. */
    changeCreatedAt: changes.createdAtOf,
    database: stores.database,
    stores: stores.health,
    clock,
    logger,
    metrics,
    upkeep: createGatewayUpkeep({ ...options, stores, rooms, audit, retention, logger }),
    /**
     * Releases all resources.
     *
     * @param graceMs how long deliveries and requests that are under way may take
     * @param drain ends what runs operations, in as long
     */
    async close(graceMs: number, drain: () => Promise<void>): Promise<void> {
      // Started first: requests waiting for a delivery then return PENDING.
      const delivered = changes.close(graceMs)
      await runEvery([
        drain,
        () => delivered,
        () => apollo.stop(),
        () => Promise.all([unusedReplicas.close(), retention.close(), ...vendors.map((vendor) => vendor.close())]),
        () => audit.close(),
        () => closeStores(stores),
        async () => tracer?.close(),
      ])
    },
  }
}

interface UpkeepParts {
  readonly workTime?: GatewayOptions['workTime']
  readonly stores: Stores
  readonly rooms: Awaited<ReturnType<typeof createRooms>>
  readonly audit: ReturnType<typeof createAuditLog>
  readonly retention: ReturnType<typeof createRetention>
  readonly logger: Logger
}

/** What is done in the background elsewhere. */
function createGatewayUpkeep({ workTime, stores, rooms, audit, retention, logger }: UpkeepParts) {
  const { changes, vendors, unusedReplicas } = rooms
  return createUpkeep({
    tasks: [
      { name: 'changes', run: changes.deliverDue },
      {
        name: 'replicas',
        async run(ms) {
          workTime?.give(ms)
          await Promise.all(vendors.map((vendor) => vendor.keepCurrent()))
        },
      },
      { name: 'expired', everyMs: sweepMs, run: stores.sweep },
      { name: 'change-retention', everyMs: retentionMs, run: changes.deleteOld },
      { name: 'audit-retention', everyMs: retentionMs, run: retention.run },
      { name: 'unused-replicas', everyMs: unusedReplicasMs, run: unusedReplicas.run },
    ],
    settled: changes.settled,
    flush: audit.settle,
    logger,
  })
}

const hourMs = 3_600_000
/** How often what the stores and the replica no longer need is deleted where that is not done in the background. */
const sweepMs = hourMs / 6
const unusedReplicasMs = 6 * hourMs
const retentionMs = 24 * hourMs

const closeStores = ({ slots, counters, cache, bulkDatabase, database }: Stores) =>
  runEvery([
    () => slots.close(),
    () => counters.close(),
    () => cache.close(),
    () => bulkDatabase.destroy(),
    () => database.destroy(),
  ])

function createLoggedLimits(
  { rates }: GraphConfig,
  {
    counters,
    logger,
    metrics,
  }: { counters: Parameters<typeof createCallerLimits>[0]['counters']; logger: Logger; metrics: Metrics },
) {
  // From the start, so that the first one shows as an increase.
  for (const limit of callerLimitNames) metrics.limitsSpent.inc({ limit }, 0)
  return createCallerLimits({
    settings: rates,
    counters,
    onSpent(limit, caller) {
      metrics.limitsSpent.inc({ limit })
      logger.warn({ limit, caller }, 'limit on a caller reached')
    },
  })
}

/** Null if each response is made anew. */
function createResponses({ responseCacheBytes }: GraphConfig, clock: Clock, metrics: Metrics) {
  if (responseCacheBytes === 0) return null
  const results = { stored: metrics.responses.labels('stored'), made: metrics.responses.labels('made') }
  return createResponseCache<StoredAnswer>({
    maxBytes: responseCacheBytes,
    sizeOf: ({ body }) => body.length,
    clock,
    onFind: (result) => results[result].inc(),
  })
}
