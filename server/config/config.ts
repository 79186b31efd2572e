import { readLimits, readRates, type LimitSettings, type RateSettings } from './limit-settings.ts'
import { explainOddCharacter } from './odd-character.ts'
import {
  baseUrl,
  credential,
  keys,
  networks,
  oneOf,
  origins,
  port,
  publicOrigin,
  text,
  timeZone,
  wholeNumber,
  type Network,
} from './parsers.ts'
import { defaultRoleMapping, roleMapping, type Role } from './roles.ts'
import { readSync, type SyncSettings } from './sync-settings.ts'
import { readTelemetry, type TelemetrySettings } from './telemetry-settings.ts'
import { ConfigError, createSettingReader, type Environment, type SettingReader } from './setting-reader.ts'
import { readConnectWise, readVendors, type VendorSettings } from './vendor-settings.ts'

/** All settings of the gateway, validated and typed. No other module reads the environment. */
export interface Config {
  readonly port: number
  /** Host name or address to listen on; null: all interfaces. */
  readonly host: string | null
  /** How long idle connections are kept alive. */
  readonly keepAliveSeconds: number
  /** How long the gateway still takes requests once it has been told to end, so that balancers notice. */
  readonly drainSeconds: number
  readonly environment: 'production' | 'development'
  /**
   * Public origin of the gateway, such as `https://portal.example.com`; null: `http://localhost` with the listening
   * port.
   */
  readonly publicUrl: string | null
  /** Whether callers with a bearer token may read the schema; `off`: no caller, in development either. */
  readonly introspection: 'bearer' | 'off'
  /** Whether `/explorer` is served: a page in which to write operations, for callers with an access token. */
  readonly explorer: boolean
  /** Whether the graph is served as a subgraph of a federated one. See docs/federation.md. */
  readonly isSubgraph: boolean
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Origins allowed to call the graph from a browser. */
  readonly allowedOrigins: readonly string[]
  /** Time zone of days, months and reports. */
  readonly timeZone: string
  readonly vendors: VendorSettings
  readonly connectWise: { readonly allowedHosts: readonly string[] }
  readonly oidc: OidcSettings
  /** AES-256 keys for encrypted database columns, newest first. */
  readonly credentialsKeys: readonly Buffer[]
  readonly databaseUrl: string
  /** `memory:`, `postgres:` (the database of `databaseUrl`) or `redis://…`. */
  readonly cacheUrl: string
  /** Limits on one operation. */
  readonly limits: LimitSettings
  /** Limits on callers over time, and on connections. */
  readonly rates: RateSettings
  /** Proxies in front of the gateway, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly Network[]
  readonly sync: SyncSettings
  /** How much memory responses take that are used again, in bytes; 0: each is made anew. */
  readonly responseCacheBytes: number
  readonly audit: AuditSettings
  /** How many days changes are kept after they ended; 0: for ever. */
  readonly changeRetentionDays: number
  readonly telemetry: TelemetrySettings
}

/** The settings of the graph alone, which need not know an identity provider: who embeds it may know the callers. */
export type GraphConfig = Omit<Config, 'oidc'> & { readonly oidc: OidcSettings | null }

/** The audit log. See docs/audit.md. */
export interface AuditSettings {
  /** How long records are kept. */
  readonly retentionDays: number
}

/** The identity provider. */
export interface OidcSettings {
  readonly issuer: string
  /** The `aud` of access tokens for this gateway. */
  readonly audience: string
  /** Maps the issuer's role names to ours. */
  readonly roles: ReadonlyMap<string, Role>
  /** The portal's own client at the issuer; null: the graph accepts bearer tokens only. */
  readonly client: {
    readonly id: string
    readonly secret: string
    readonly scope: string
    readonly sessionKeys: readonly Buffer[]
  } | null
}

function readOidc(reader: SettingReader, allowLoopback: boolean): OidcSettings | undefined {
  const issuer = reader.required('OIDC_ISSUER', baseUrl({ allowLoopback }))
  const issuerText = reader.optional('OIDC_ISSUER', text)
  const audience = reader.requiredAsItStands('OIDC_AUDIENCE', credential)
  const roles = reader.optional('OIDC_ROLES', roleMapping) ?? defaultRoleMapping
  const client = readOidcClient(reader)
  // The issuer is compared with a token's `iss` character by character: keep it as written.
  if (issuer === undefined || issuerText === undefined || audience === undefined) return undefined
  return { issuer: issuerText, audience, roles, client }
}

function readOidcClient(reader: SettingReader): OidcSettings['client'] {
  if (!['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'SESSION_KEYS'].some(reader.isSet)) return null
  const why = 'is required once any of the sign-in settings is set'
  const id = reader.requiredAsItStands('OIDC_CLIENT_ID', credential, why)
  const secret = reader.requiredAsItStands('OIDC_CLIENT_SECRET', credential, why)
  const sessionKeys = reader.required('SESSION_KEYS', keys, why)
  const scope = reader.optional('OIDC_SCOPE', credential) ?? 'openid profile email offline_access'
  if (id === undefined || secret === undefined || sessionKeys === undefined) return null
  return { id, secret, scope, sessionKeys }
}

/** Sign-in redirects the browser away and back, so production requires the public URL. */
function readPublicUrl(reader: SettingReader, mode: Config['environment']): string | null {
  const parser = publicOrigin({ allowLoopback: mode === 'development' })
  const isNeeded = mode === 'production' && reader.isSet('OIDC_CLIENT_ID')
  const value = isNeeded
    ? reader.required('PUBLIC_URL', parser, 'is required in production once sign-in is set up')
    : reader.optional('PUBLIC_URL', parser)
  return value ?? null
}

/** Development mode exposes more than other machines should see, so it defaults to loopback. */
function readHost(reader: SettingReader, mode: Config['environment']): string | null {
  return reader.optional('LISTEN_HOST', host) ?? (mode === 'development' ? '127.0.0.1' : null)
}

/** A password in it may contain any letters, but no invisible characters. */
const address = text.superRefine((value, context) => {
  if (!/[\p{Cc}\p{Cf}]/u.test(value)) return
  const message = explainOddCharacter(value) ?? 'has an invisible character: copy it anew as plain text'
  context.addIssue({ code: 'custom', message })
})

const host = text.regex(/^[\w.:-]+$/, 'must be a name or an address of this machine, such as 127.0.0.1 or ::')
const keepAliveSeconds = wholeNumber('must be a whole number of seconds from 1 to 3600', 1, 3_600)
const drainSeconds = wholeNumber('must be a whole number of seconds from 0 to 300', 0, 300)
const retentionDays = wholeNumber('must be a whole number of days from 1 to 36500', 1, 36_500)
const changeRetentionDays = wholeNumber(
  'must be 0 (for ever) or a whole number of days from 30 to 36500',
  0,
  36_500,
).refine((days) => days === 0 || days >= 30, 'must be 0 (for ever) or a whole number of days from 30 to 36500')
const responseCacheMb = wholeNumber('must be a whole number of megabytes from 0 to 4096', 0, 4_096)
const databaseUrl = address.regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'must be file:<path> or postgres://…')
const cacheUrl = address.regex(
  /^(memory:|postgres:|rediss?:\/\/.+)$/,
  'must be memory:, postgres: (the database of DATABASE_URL) or redis://…',
)

/** Where gateways share a PostgreSQL they share the cache too, unless told otherwise. */
function readStores(reader: SettingReader): Pick<Config, 'databaseUrl' | 'cacheUrl'> {
  const given = reader.optional('DATABASE_URL', databaseUrl)
  const database = given ?? 'file:data/gateway.db'
  const isPostgres = /^postgres(ql)?:/.test(database)
  const cache = reader.optional('CACHE_URL', cacheUrl) ?? (isPostgres ? 'postgres:' : 'memory:')
  // Of a database that is refused itself it says nothing.
  const isKnown = given !== undefined || !reader.isSet('DATABASE_URL')
  if (cache === 'postgres:' && !isPostgres && isKnown) {
    reader.refuse('CACHE_URL', 'is postgres:, the database of DATABASE_URL, which has to be postgres://… then')
  }
  return { databaseUrl: database, cacheUrl: cache }
}

/**
 * Returns the environment as a frozen, typed value.
 *
 * @throws ConfigError listing every missing or malformed variable at once, without repeating any value
 */
export function readConfig(environment: Environment): Config {
  const { oidc, ...config } = readSettings(environment, true)
  if (!oidc) throw new Error('The identity provider is required, and was not.')
  return Object.freeze({ ...config, oidc })
}

/** Like `readConfig`, for a graph whose callers may be known otherwise: without any setting of it, `oidc` is null. */
export function readGraphConfig(environment: Environment): GraphConfig {
  const isOidcSet = Object.keys(environment).some((name) => name.startsWith('OIDC_') && environment[name]?.trim())
  return Object.freeze(readSettings(environment, isOidcSet))
}

function readSettings(environment: Environment, needsOidc: boolean): GraphConfig {
  const reader = createSettingReader(environment)
  const mode = reader.optional('ENVIRONMENT', oneOf('production', 'development')) ?? 'production'
  const allowLoopback = mode === 'development'
  const config = {
    port: reader.optional('PORT', port) ?? 8000,
    host: readHost(reader, mode),
    keepAliveSeconds: reader.optional('KEEP_ALIVE_SECONDS', keepAliveSeconds) ?? 90,
    drainSeconds: reader.optional('DRAIN_SECONDS', drainSeconds) ?? (mode === 'production' ? 2 : 0),
    environment: mode,
    publicUrl: readPublicUrl(reader, mode),
    introspection: reader.optional('INTROSPECTION', oneOf('bearer', 'off')) ?? 'bearer',
    explorer: (reader.optional('EXPLORER', oneOf('on', 'off')) ?? (mode === 'development' ? 'on' : 'off')) === 'on',
    isSubgraph: (reader.optional('SUBGRAPH', oneOf('on', 'off')) ?? 'off') === 'on',
    logLevel: reader.optional('LOG_LEVEL', oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent')) ?? 'info',
    allowedOrigins: reader.optional('ALLOWED_ORIGINS', origins) ?? [],
    timeZone: reader.optional('PORTAL_TIME_ZONE', timeZone) ?? 'UTC',
    vendors: readVendors(reader, allowLoopback),
    connectWise: readConnectWise(reader, allowLoopback),
    oidc: needsOidc ? (readOidc(reader, allowLoopback) ?? null) : null,
    credentialsKeys: reader.optional('CREDENTIALS_KEYS', keys) ?? [],
    ...readStores(reader),
    limits: readLimits(reader),
    rates: readRates(reader),
    trustedProxies: reader.optional('TRUSTED_PROXIES', networks) ?? [],
    sync: readSync(reader),
    responseCacheBytes: (reader.optional('RESPONSE_CACHE_MB', responseCacheMb) ?? 64) * 2 ** 20,
    audit: { retentionDays: reader.optional('AUDIT_RETENTION_DAYS', retentionDays) ?? 400 },
    changeRetentionDays: reader.optional('CHANGE_RETENTION_DAYS', changeRetentionDays) ?? 0,
    telemetry: readTelemetry(reader),
  }
  if (reader.problems().length > 0) throw new ConfigError(reader.problems())
  return config
}
