import { renewAnchors } from '../server/audit/renew-anchors.ts'
import { createSigner, signingKeysOf } from '../server/audit/signer.ts'
import { rotateSessionKeys } from '../server/auth/rotate-session-keys.ts'
import { systemClock } from '../server/clock.ts'
import { readConfig, type Config } from '../server/config/config.ts'
import { readEnvironment, settingsFileOf } from '../server/config/settings-file.ts'
import { openDatabase, type Database } from '../server/database/create-database.ts'
import { createEncrypter } from '../server/database/encrypter.ts'
import { createSessionTokenRecords } from '../server/database/session-token-records.ts'
import { rotateKeys } from '../server/tenants/rotate-keys.ts'
import { count } from './describe-replica.ts'
import { runCommand } from './run-command.ts'

/**
 * `npm run rotate-keys`: encrypts the tenants' credentials with the newest of CREDENTIALS_KEYS and the sessions' tokens
 * with the newest of SESSION_KEYS, and signs the anchors of the audit log with the newest of both. Once it succeeds,
 * nothing needs the older keys any more. It exits with 1 when something that must not be lost is under a key that is not
 * there. See docs/backup.md.
 */
async function rotate(): Promise<number> {
  const config = readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
  if (signingKeysOf(config).length === 0) {
    console.error(
      'Neither CREDENTIALS_KEYS nor SESSION_KEYS is set: there is no key to encrypt with. See .env.example.',
    )
    return 1
  }
  const database = await openDatabase(config.databaseUrl)
  try {
    const isRotated = [
      await rotateCredentials(database, config),
      await rotateSessions(database, config),
      await signAnchors(database, config),
    ]
    if (isRotated.includes(false)) return 1
    console.log('No record is left under an older key.')
    return 0
  } finally {
    await database.destroy()
  }
}

/** @returns whether all credentials are readable with the newest key */
async function rotateCredentials(database: Database, { credentialsKeys }: Config): Promise<boolean> {
  if (credentialsKeys.length === 0) return true
  const { reencrypted, unchanged, unreadable } = await rotateKeys(
    database,
    createEncrypter(credentialsKeys),
    systemClock,
  )
  console.log(`Credentials: encrypted with the newest key now: ${reencrypted.length}. Already so: ${unchanged.length}.`)
  if (unreadable.length === 0) return true
  console.error(
    `Not readable with any of the keys, and left as they were: ${unreadable.length} (${unreadable.join(', ')}).\n` +
      'Keep the older keys. Bring the missing key back, or save the credentials of these tenants anew, and run this again.',
  )
  return false
}

/** Sessions that cannot be read end sooner than they would have: no reason to keep a key that is not there. */
async function rotateSessions(database: Database, { oidc }: Config): Promise<boolean> {
  if (!oidc.client) return true
  const encrypter = createEncrypter(oidc.client.sessionKeys)
  const { reencrypted, unchanged, unreadable } = await rotateSessionKeys(createSessionTokenRecords(database), encrypter)
  console.log(`Sessions: encrypted with the newest key now: ${reencrypted}. Already so: ${unchanged}.`)
  if (unreadable > 0)
    console.log(`Not readable with any of the keys: ${count(unreadable, 'session')}, to be signed in anew.`)
  return true
}

/** @returns whether all anchors are signed with the newest key */
async function signAnchors(database: Database, config: Config): Promise<boolean> {
  const { renewed, unknown } = await renewAnchors(database, createSigner(signingKeysOf(config)))
  console.log(`Anchors of the audit log: signed with the newest key now: ${renewed}.`)
  const [first] = unknown
  if (first === undefined) return true
  console.error(
    `Anchors of ${count(unknown.length, 'chain')} (${first}${unknown.length > 1 ? ' and others' : ''}) are not signed with any of the keys, or a gateway still signs with an older one.\n` +
      'Keep the older keys. Restart all gateways with the newest key in front, bring a missing key back, and run this again.',
  )
  return false
}

await runCommand(rotate)
