import type { Keyv } from 'keyv'
import type { LentPool } from '../database/lent-pool.ts'
import type { GivenPrincipal } from './given-principal.ts'

/** Where the graph writes its log: a pino logger, or anything with its methods. */
export interface GivenLogger {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** Options of `createGraph`. */
export interface GraphOptions {
  /** Settings by the names of `.env.example`; `process.env` unless given. Empty texts count as unset. */
  readonly settings?: Readonly<Record<string, string | undefined>>
  /**
   * Who asks with a request to `handler`; null or undefined: unknown, and answered 401. If it throws, the request is answered
   * 500. The request's body is the graph's: read a clone. Without it, callers show an access token of the settings' `OIDC_ISSUER`.
   */
  readonly principalOf?: (
    request: Request,
  ) => GivenPrincipal | null | undefined | Promise<GivenPrincipal | null | undefined>
  /** The IP address of the caller of a request, for limits by address and the audit log; unknown without it. */
  readonly addressOf?: (request: Request) => string | null | undefined
  /** A cache instead of the settings' `CACHE_URL`, such as one shared by several processes. It is not closed. */
  readonly cache?: Keyv
  /**
   * A database instead of the settings' `DATABASE_URL`: `file:<path>`, `file::memory:`, `postgres://…`, or a pool of
   * connections to a PostgreSQL (`Pool` of the package `pg`), which is not closed.
   */
  readonly database?: string | LentPool
  /** JSON lines on standard output by default. It has to keep secrets to itself: the default one redacts all of the settings'. */
  readonly logger?: GivenLogger
  /** The current time in epoch milliseconds, for tests; the system's unless given. */
  readonly clock?: () => number
}

/** Options of `createGraph` or its settings are missing or malformed. The message lists all of them. */
export class GraphOptionsError extends Error {
  override name = 'GraphOptionsError'
  /** Each option or setting, and what is wrong with it; never its value, which may be a secret. */
  readonly problems: readonly { readonly variable: string; readonly problem: string }[]

  constructor(problems: GraphOptionsError['problems']) {
    const width = Math.max(...problems.map(({ variable }) => variable.length))
    const lines = problems.map(({ variable, problem }) => `  ${variable.padEnd(width)}  ${problem}`)
    super(`createGraph cannot begin. .env.example says what each setting means.\n${lines.join('\n')}`)
    this.problems = problems
  }
}
