import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Sealer } from '../database/sealer.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { normaliseBaseUrl } from '../vendors/connectwise/index.ts'
import type { ConnectWiseAccount, ConnectWiseDefaults } from '../vendors/connectwise/types.ts'
import { createCredentialInput } from './credential-input.ts'
import { createCredentialRecords, type CredentialRecord, type Secrets } from './credential-records.ts'
import { openSecrets, sealSecrets } from './sealed-secrets.ts'
import { badInput, toUserErrors, type UserError } from './user-errors.ts'

/** What people may see of a tenant's credentials. */
export interface CredentialView extends ConnectWiseDefaults {
  readonly baseUrl: string
  readonly companyId: string
  readonly publicKeyHint: string
  readonly clientIdHint: string
  readonly updatedAt: number
  readonly updatedBy: string
}

/** A tenant's account, opened, with what is done there unless told otherwise. */
export interface OpenedAccount {
  readonly account: ConnectWiseAccount
  readonly defaults: ConnectWiseDefaults
}

export interface CredentialsOptions {
  readonly db: Database
  readonly clock: Clock
  /** null: CREDENTIALS_KEYS is not set. What is stored stays, but nothing can be opened or saved. */
  readonly sealer: Sealer | null
  /** Origins beyond ConnectWise's own. */
  readonly allowedHosts: readonly string[]
}

const secretFields = [
  ['publicKey', 'public key'],
  ['privateKey', 'private key'],
  ['clientId', 'client id'],
] as const

/** The tenants' ConnectWise credentials: sealed on the way in, opened for the vendor alone. */
export function createCredentials({ db, clock, sealer, allowedHosts }: CredentialsOptions) {
  const records = createCredentialRecords({ db, clock })
  const schema = createCredentialInput(allowedHosts)

  /** The secrets to keep: those given, and for empty ones those that are saved for the same host. */
  function completeSecrets(
    given: Secrets,
    { tenantId, baseUrl }: { tenantId: string; baseUrl: string },
    saved: CredentialRecord | null,
  ): Secrets | UserError[] {
    const missing = secretFields.filter(([field]) => given[field] === '')
    if (missing.length === 0) return given
    if (!saved) return missing.map(([field, what]) => badInput([field], `The ${what} is missing.`))
    // Nobody gets to see a saved key, and so nobody gets it sent to a host it was not meant for.
    if (new URL(saved.baseUrl).origin !== new URL(baseUrl).origin) {
      return missing.map(([field, what]) => badInput([field], `The address is another host’s: give the ${what} anew.`))
    }
    try {
      const opened = openSecrets(sealer, tenantId, saved)
      return {
        publicKey: given.publicKey || opened.publicKey,
        privateKey: given.privateKey || opened.privateKey,
        clientId: given.clientId || opened.clientId,
      }
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
      return missing.map(([field, what]) =>
        badInput([field], `The saved ${what} cannot be opened any more: give it anew.`),
      )
    }
  }

  return {
    /**
     * The account of a tenant.
     *
     * @throws VendorError `VENDOR_NOT_CONFIGURED`: there are no credentials, they cannot be opened, or their address is
     *   not allowed any more
     */
    async open(tenantId: string): Promise<OpenedAccount> {
      const record = await records.find(tenantId)
      if (!record) throw notConfigured(`ConnectWise is not set up for the tenant ${tenantId}.`)
      const secrets = openSecrets(sealer, tenantId, record)
      const { companyId, defaults } = record
      return { account: { tenantId, baseUrl: readBaseUrl(record), companyId, ...secrets }, defaults }
    },

    /** What an administrator may see; null when there are none. @throws VendorError when they cannot be opened */
    async view(tenantId: string): Promise<CredentialView | null> {
      const record = await records.find(tenantId)
      if (!record) return null
      const { publicKey, clientId } = openSecrets(sealer, tenantId, record)
      const { baseUrl, companyId, defaults, updatedAt, updatedBy } = record
      const hints = { publicKeyHint: hintOf(publicKey), clientIdHint: hintOf(clientId) }
      return { ...defaults, baseUrl, companyId, ...hints, updatedAt, updatedBy }
    },

    /** Saves a tenant's credentials whole. @returns what was wrong with them; empty when they are saved */
    async save(tenantId: string, input: unknown, updatedBy: string): Promise<UserError[]> {
      const parsed = schema.safeParse(input)
      if (!parsed.success) return toUserErrors(parsed.error)
      if (!sealer) return [noKeys]
      const { baseUrl, companyId, publicKey, privateKey, clientId, memberMap, ...rest } = parsed.data
      const saved = await records.find(tenantId)
      const secrets = completeSecrets({ publicKey, privateKey, clientId }, { tenantId, baseUrl }, saved)
      if (Array.isArray(secrets)) return secrets
      const defaults = { ...rest, memberMap: memberMap ?? saved?.defaults.memberMap ?? [] }
      const sealed = sealSecrets(sealer, tenantId, secrets)
      await records.save({ tenantId, baseUrl, companyId, ...sealed, defaults, updatedBy })
      return []
    },

    delete: records.delete,
    isAnyThere: records.isAnyThere,
  }

  /** What is stored is judged again: hosts may have been taken back, and rows can be changed by others than us. */
  function readBaseUrl({ tenantId, baseUrl }: CredentialRecord): URL {
    try {
      return normaliseBaseUrl(baseUrl, allowedHosts)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      throw notConfigured(
        `The ConnectWise address of the tenant ${tenantId} is not allowed: save another, or name its host in the setting CONNECTWISE_ALLOWED_HOSTS.`,
      )
    }
  }
}

export type Credentials = ReturnType<typeof createCredentials>

const noKeys: UserError = {
  field: null,
  message:
    'This gateway cannot keep credentials: the setting CREDENTIALS_KEYS is missing. Whoever runs it has to set it (.env.example) and start it anew.',
  code: 'NOT_CONFIGURED',
}

const notConfigured = (message: string) => new VendorError('CONNECTWISE', 'VENDOR_NOT_CONFIGURED', message)

/** The last four characters, of a text long enough that they say little of the rest. */
const hintOf = (text: string) => (text.length >= 8 ? text.slice(-4) : '')
