import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Encrypter } from '../database/encrypter.ts'
import { createLastKnown } from '../database/last-known.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { inputError, type UserError } from '../errors/user-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { normaliseBaseUrl } from '../vendors/connectwise/index.ts'
import type { ConnectWiseDefaults, ConnectWiseSetup } from '../vendors/connectwise/types.ts'
import { createCredentialInput } from './credential-input.ts'
import { createCredentialRecords, type CredentialRecord, type Secrets } from './credential-records.ts'
import { decryptSecrets, encryptSecrets } from './encrypted-secrets.ts'
import { toUserErrors } from './user-errors.ts'

/** The visible part of a tenant's credentials. */
export interface CredentialView extends ConnectWiseDefaults {
  readonly baseUrl: string
  readonly companyId: string
  readonly publicKeyHint: string
  readonly clientIdHint: string
  readonly updatedAt: number
  readonly updatedBy: string
}

export interface CredentialsOptions {
  readonly db: Database
  readonly clock: Clock
  /** null: CREDENTIALS_KEYS is not set. Stored credentials remain, but none can be decrypted or saved. */
  readonly encrypter: Encrypter | null
  /** Origins beyond ConnectWise's own. */
  readonly allowedHosts: readonly string[]
}

const secretFields = [
  ['publicKey', 'public key'],
  ['privateKey', 'private key'],
  ['clientId', 'client id'],
] as const

/** Completes the secrets: for empty ones, keeps those saved for the same host. */
function completeSecrets(
  encrypter: Encrypter,
  given: Secrets,
  { tenantId, baseUrl }: { tenantId: string; baseUrl: string },
  saved: CredentialRecord | null,
): Secrets | UserError[] {
  const missing = secretFields.filter(([field]) => given[field] === '')
  if (missing.length === 0) return given
  if (!saved) return missing.map(([field, what]) => inputError([field], `The ${what} is missing.`))
  // Saved keys are never shown, so they must not be sent to a host they were not meant for either.
  if (new URL(saved.baseUrl).origin !== new URL(baseUrl).origin) {
    return missing.map(([field, what]) => inputError([field], `The address is another host’s: give the ${what} anew.`))
  }
  try {
    const decrypted = decryptSecrets(encrypter, tenantId, saved)
    return {
      publicKey: given.publicKey || decrypted.publicKey,
      privateKey: given.privateKey || decrypted.privateKey,
      clientId: given.clientId || decrypted.clientId,
    }
  } catch (error) {
    if (!(error instanceof VendorError)) throw error
    return missing.map(([field, what]) =>
      inputError([field], `The saved ${what} cannot be opened any more: give it anew.`),
    )
  }
}

/** The tenants' ConnectWise credentials: encrypted when saved, decrypted only for the vendor. */
export function createCredentials({ db, clock, encrypter, allowedHosts }: CredentialsOptions) {
  const records = createCredentialRecords({ db, clock })
  const schema = createCredentialInput(allowedHosts)
  // Kept as they are stored, encrypted; read again after each change, so that none from before it is kept.
  const findKnown = createLastKnown(records.find, clock)
  const isAnyKnown = createLastKnown(() => records.isAnyThere(), clock)

  return {
    /**
     * Returns a tenant's account; while the database is unavailable, as it was read last.
     *
     * @throws VendorError `VENDOR_NOT_CONFIGURED` if there are no credentials, they cannot be decrypted, or their host
     * is no longer allowed
     */
    async open(tenantId: string): Promise<ConnectWiseSetup> {
      const record = await findKnown(tenantId)
      if (!record) throw notConfigured(`ConnectWise is not set up for the tenant ${tenantId}.`)
      const secrets = decryptSecrets(encrypter, tenantId, record)
      const { companyId, defaults } = record
      return { account: { tenantId, baseUrl: readBaseUrl(record), companyId, ...secrets }, defaults }
    },

    /**
     * Returns what an administrator may see; null if there are none. @throws VendorError if they cannot be decrypted
     */
    async view(tenantId: string): Promise<CredentialView | null> {
      const record = await findKnown(tenantId)
      if (!record) return null
      const { publicKey, clientId } = decryptSecrets(encrypter, tenantId, record)
      const { baseUrl, companyId, defaults, updatedAt, updatedBy } = record
      const hints = { publicKeyHint: hintOf(publicKey), clientIdHint: hintOf(clientId) }
      return { ...defaults, baseUrl, companyId, ...hints, updatedAt, updatedBy }
    },

    /** Saves all of a tenant's credentials. @returns the input errors; empty if saved */
    async save(tenantId: string, input: unknown, updatedBy: string): Promise<UserError[]> {
      const parsed = schema.safeParse(input)
      if (!parsed.success) return toUserErrors(parsed.error)
      if (!encrypter) return [noKeys]
      const { baseUrl, companyId, publicKey, privateKey, clientId, memberMap, ...rest } = parsed.data
      const saved = await records.find(tenantId)
      const secrets = completeSecrets(encrypter, { publicKey, privateKey, clientId }, { tenantId, baseUrl }, saved)
      if (Array.isArray(secrets)) return secrets
      const defaults = { ...rest, memberMap: memberMap ?? saved?.defaults.memberMap ?? [] }
      const encrypted = encryptSecrets(encrypter, tenantId, secrets)
      await records.save({ tenantId, baseUrl, companyId, ...encrypted, defaults, updatedBy })
      await findKnown(tenantId)
      return []
    },

    async delete(tenantId: string): Promise<void> {
      await records.delete(tenantId)
      await findKnown(tenantId)
    },
    isAnyThere: () => isAnyKnown('any'),
  }

  /** Validate again after reading: allowed hosts may have changed, and others can edit the row. */
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
    'This gateway cannot keep credentials: the setting CREDENTIALS_KEYS is missing. Ask its operator to set it (see .env.example) and restart it.',
  code: 'NOT_CONFIGURED',
}

const notConfigured = (message: string) => new VendorError('CONNECTWISE', 'VENDOR_NOT_CONFIGURED', message)

/** The last four characters, of a text long enough that they reveal little of the rest. */
const hintOf = (text: string) => (text.length >= 8 ? text.slice(-4) : '')
