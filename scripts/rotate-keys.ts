import { systemClock } from '../server/clock.ts'
import { readConfig } from '../server/config/config.ts'
import { readEnvironment, settingsFileOf } from '../server/config/settings-file.ts'
import { openDatabase } from '../server/database/create-database.ts'
import { createEncrypter } from '../server/database/encrypter.ts'
import { rotateKeys } from '../server/tenants/rotate-keys.ts'
import { runCommand } from './run-command.ts'

/**
 * `npm run rotate-keys`: encrypts the tenants' credentials with the newest of CREDENTIALS_KEYS. Once it succeeds, no
 * record needs the older keys any more. It exits with 1 when it could not decrypt some, and names their tenants.
 */
async function rotate(): Promise<number> {
  const { credentialsKeys, databaseUrl } = readConfig(readEnvironment(process.env, settingsFileOf(process.argv)))
  if (credentialsKeys.length === 0) {
    console.error('CREDENTIALS_KEYS is not set: there is no key to encrypt with. See .env.example.')
    return 1
  }
  const database = await openDatabase(databaseUrl)
  try {
    const { reencrypted, unchanged, unreadable } = await rotateKeys(
      database,
      createEncrypter(credentialsKeys),
      systemClock,
    )
    console.log(`Encrypted with the newest key now: ${reencrypted.length}. Already so: ${unchanged.length}.`)
    if (unreadable.length === 0) {
      console.log('No record is left under an older key.')
      return 0
    }
    console.error(
      `Not readable with any of the keys, and left as they were: ${unreadable.length} (${unreadable.join(', ')}).\n` +
        'Keep the older keys. Bring the missing key back, or save the credentials of these tenants anew, and run this again.',
    )
    return 1
  } finally {
    await database.destroy()
  }
}

await runCommand(rotate)
