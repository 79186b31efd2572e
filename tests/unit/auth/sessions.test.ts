import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IssuedTokens } from '../../../server/auth/issuer-client.ts'
import { IssuerUnavailableError } from '../../../server/auth/issuer-unavailable-error.ts'
import type { Principal } from '../../../server/auth/principal.ts'
import { rotateSessionKeys } from '../../../server/auth/rotate-session-keys.ts'
import { locationOfTokens } from '../../../server/auth/session-tokens.ts'
import { createSessions } from '../../../server/auth/sessions.ts'
import { GrantEndedError } from '../../../server/auth/sign-in-error.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'
import { createSessionTokenRecords } from '../../../server/database/session-token-records.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'

const [second, minute, hour] = [1_000, 60_000, 3_600_000]

const zoe: Principal = {
  id: 'zoe',
  name: 'Zoë Müller',
  email: 'zoe@msp.example',
  role: 'VIEWER',
  operatorTenants: [],
  scheme: 'session',
}
const promoted: Principal = { ...zoe, role: 'ADMIN', operatorTenants: 'all' }
const issued: IssuedTokens = { principal: zoe, refreshToken: 'refresh-1', idToken: 'id-1', lifetimeMs: hour }

let db: Database
let now: number
let lines: { msg: string; reason?: string; principal?: string }[]
/** What the issuer answers to a renewal, and the refresh tokens it was sent. */
let answer: () => Promise<IssuedTokens>
let refreshed: string[]
const [key, rotated] = [randomBytes(32), randomBytes(32)]
const encrypter = createEncrypter([key, rotated])

beforeEach(async () => {
  db = await openDatabase('file::memory:')
  now = Date.parse('2026-03-18T10:00:00Z')
  lines = []
  refreshed = []
  answer = async () => ({ ...issued, principal: promoted, refreshToken: 'refresh-2', idToken: 'id-2' })
})
afterEach(() => db.destroy())

/** The sessions of a gateway; several share the database. */
function createGateway(records: Partial<ReturnType<typeof createSessionRecords>> = {}) {
  return createSessions({
    records: { ...createSessionRecords(db), ...records },
    encrypter,
    issuer: {
      async refresh(token) {
        refreshed.push(token)
        return answer()
      },
    },
    clock: () => now,
    logger: createLogger({
      level: 'info',
      destination: { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) },
    }),
  })
}

const rows = () => db.selectFrom('sessions').selectAll().execute()
const messages = () => lines.map(({ msg }) => msg)

describe('a session', () => {
  test('is stored under a hash of its id, with its tokens encrypted', async () => {
    const { id, maxAgeSeconds } = await createGateway().start(zoe, issued)
    const [row, ...more] = await rows()

    expect(id).toMatch(/^[\w-]{43}$/)
    expect(maxAgeSeconds).toBe(12 * 3_600)
    expect(more).toEqual([])
    expect(row).toMatchObject({
      principal_id: 'zoe',
      created_at: now,
      seen_at: now,
      expires_at: now + 12 * hour,
      renew_at: now + 59 * minute,
    })
    for (const secret of [id, 'refresh-1', 'id-1']) expect(JSON.stringify(row)).not.toContain(secret)
  })

  test('is found by its id alone, as what was signed in', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    const other = await sessions.start(promoted, issued)
    const found = await sessions.find(id)

    expect(found).toEqual(zoe)
    expect(Object.isFrozen(found)).toBe(true)
    expect(await sessions.find(other.id)).toEqual(promoted)
    expect(await sessions.find('a'.repeat(43))).toBeNull()
  })

  test.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `é${'a'.repeat(42)}`])(
    'is not looked up by what is no id: %j',
    async (id) => {
      const sessions = createGateway({ find: () => Promise.reject(new Error('looked up')) })

      expect(await sessions.find(id)).toBeNull()
      expect(await sessions.end(id)).toBeNull()
    },
  )

  test('is known once it was found, until it is not', async () => {
    const gateway = createGateway()
    const { id } = await gateway.start(zoe, issued)
    expect(gateway.isKnown(id)).toBe(false)
    await gateway.find(id)
    expect([gateway.isKnown(id), createGateway().isKnown(id), gateway.isKnown('')]).toEqual([true, false, false])
    await createGateway().end(id)
    await gateway.find(id)
    expect(gateway.isKnown(id)).toBe(false)
  })

  test('ends after twelve hours, however much it is used', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    const end = now + 12 * hour
    for (; now < end - 1; now = Math.min(now + 30 * minute, end - 1)) expect(await sessions.find(id)).not.toBeNull()
    expect(await sessions.find(id)).not.toBeNull()
    now = end

    expect(await sessions.find(id)).toBeNull()
    expect(await rows()).toEqual([])
  })

  test('ends after an hour without use', async () => {
    const sessions = createGateway()
    const [used, unused] = [await sessions.start(zoe, issued), await sessions.start(zoe, issued)]
    now += hour - 1
    expect(await sessions.find(used.id)).toEqual(promoted)
    now += 1

    expect(await sessions.find(unused.id)).toBeNull()
    expect(await sessions.find(used.id)).toEqual(promoted)
    expect((await rows()).length).toBe(1)
  })

  test('has its use recorded once a minute', async () => {
    const sessions = createGateway()
    const start = now
    const { id } = await sessions.start(zoe, issued)
    const seen: number[] = []
    for (const ms of [minute - 1, minute, 2 * minute - 1, 2 * minute]) {
      now = start + ms
      await sessions.find(id)
      seen.push(((await rows())[0]?.seen_at ?? 0) - start)
    }

    expect(seen).toEqual([0, minute, minute, 2 * minute])
  })

  test('goes on when its use cannot be recorded', async () => {
    const sessions = createGateway({ touch: () => Promise.reject(new Error('busy')) })
    const { id } = await sessions.start(zoe, issued)
    now += minute

    expect(await sessions.find(id)).toEqual(zoe)
    await Promise.resolve()
    expect(messages()).toEqual(['cannot record session use'])
  })

  test('gives its tokens when it is ended, once', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)

    expect(await sessions.end(id)).toEqual({ refreshToken: 'refresh-1', idToken: 'id-1' })
    expect(await sessions.end(id)).toBeNull()
    expect(await sessions.find(id)).toBeNull()
  })

  test('ends without tokens when they cannot be decrypted, as those of another session cannot', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    await db
      .updateTable('sessions')
      .set({ tokens: encrypter.encrypt('{"refreshToken":"stolen","idToken":null}', 'sessions/another/tokens') })
      .execute()

    expect(await sessions.end(id)).toEqual({ refreshToken: null, idToken: null })
    expect(await rows()).toEqual([])
    expect(messages()).toEqual(['cannot decrypt session tokens'])
  })
})

test('all sessions of a person end together, and those of others go on', async () => {
  const sessions = createGateway()
  const own = [await sessions.start(zoe, issued), await sessions.start(zoe, issued)]
  const other = await sessions.start({ ...zoe, id: 'max' }, issued)

  expect(await sessions.endAllOf('zoe')).toBe(2)
  expect(await Promise.all([...own, other].map(({ id }) => sessions.find(id)))).toEqual([
    null,
    null,
    { ...zoe, id: 'max' },
  ])
})

test('sweeping deletes what has expired or was not used for an hour', async () => {
  const sessions = createGateway()
  await sessions.start(zoe, issued)
  now += 1
  const { id } = await sessions.start(zoe, issued)
  now += hour - 1
  await sessions.sweep()

  expect((await rows()).length).toBe(1)
  expect(await sessions.find(id)).toEqual(promoted)
})

describe('a renewal', () => {
  test('is kept although the keys were rotated while the issuer was asked', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    now += 59 * minute
    answer = async () => {
      await rotateSessionKeys(createSessionTokenRecords(db), createEncrypter([rotated, key]))
      return { ...issued, principal: promoted, refreshToken: 'refresh-2', idToken: 'id-2' }
    }
    expect(await sessions.find(id)).toEqual(promoted)
    const [row] = await rows()
    expect(encrypter.decrypt(row!.tokens, locationOfTokens(row!.id_hash))).toContain('refresh-2')
    expect(refreshed).toEqual(['refresh-1'])
  })

  test('takes the rights from the issuer a minute before the access token expires, and not sooner', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, { ...issued, lifetimeMs: 10 * minute })
    now += 9 * minute - 1
    expect([await sessions.find(id), refreshed]).toEqual([zoe, []])
    now += 1
    expect([await sessions.find(id), refreshed]).toEqual([promoted, ['refresh-1']])

    expect((await rows())[0]).toMatchObject({ renew_at: now + 59 * minute, principal: JSON.stringify(promoted) })
    expect(await sessions.find(id)).toEqual(promoted)
    now += 59 * minute
    await sessions.find(id)
    expect(refreshed).toEqual(['refresh-1', 'refresh-2'])
    expect(await sessions.end(id)).toEqual({ refreshToken: 'refresh-2', idToken: 'id-2' })
    expect(lines).toEqual([])
  })

  test('keeps what the issuer leaves out', async () => {
    answer = async () => ({ principal: null, refreshToken: null, idToken: null, lifetimeMs: hour })
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    now += 59 * minute

    expect(await sessions.find(id)).toEqual(zoe)
    expect(await sessions.end(id)).toEqual({ refreshToken: 'refresh-1', idToken: 'id-1' })
  })

  test('keeps that there is no ID token', async () => {
    answer = async () => ({ principal: null, refreshToken: null, idToken: null, lifetimeMs: hour })
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, { ...issued, idToken: null })
    now += 59 * minute
    await sessions.find(id)

    expect(await sessions.end(id)).toEqual({ refreshToken: 'refresh-1', idToken: null })
  })

  test('is made once for calls at the same time', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    now += 59 * minute

    expect(await Promise.all([sessions.find(id), sessions.find(id), sessions.find(id)])).toEqual([
      promoted,
      promoted,
      promoted,
    ])
    expect(refreshed).toEqual(['refresh-1'])
  })

  test.each<[string, Partial<IssuedTokens>, () => Promise<IssuedTokens>]>([
    ['no refresh token', { refreshToken: null }, () => answer()],
    ['the issuer returned another user', {}, async () => ({ ...issued, principal: { ...zoe, id: 'max' } })],
    ['The grant was revoked.', {}, () => Promise.reject(new GrantEndedError('The grant was revoked.'))],
  ])('ends the session, and logs why: %s', async (reason, given, refusal) => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, { ...issued, ...given })
    answer = refusal
    now += 59 * minute

    expect(await sessions.find(id)).toBeNull()
    expect(await rows()).toEqual([])
    expect(lines).toMatchObject([{ msg: 'session ended', principal: 'zoe', reason }])
  })

  test('that another gateway made first with the same refresh token ends nothing', async () => {
    const [one, other] = [createGateway(), createGateway()]
    const { id } = await one.start(zoe, issued)
    now += 59 * minute
    const usual = answer
    answer = async () => {
      answer = usual
      await other.find(id)
      throw new GrantEndedError('The refresh token was used before.')
    }

    expect(await one.find(id)).toEqual(promoted)
    expect(await one.end(id)).toEqual({ refreshToken: 'refresh-2', idToken: 'id-2' })
    expect(lines).toEqual([])
  })

  test('that another gateway stored first is the one that counts', async () => {
    const [one, other] = [createGateway(), createGateway()]
    const { id } = await one.start(zoe, issued)
    now += 59 * minute
    const usual = answer
    answer = async () => {
      answer = usual
      await other.find(id)
      return { ...issued, refreshToken: 'late' }
    }

    expect(await one.find(id)).toEqual(promoted)
    expect(await one.end(id)).toEqual({ refreshToken: 'refresh-2', idToken: 'id-2' })
  })

  test('of a session that ends meanwhile brings nothing back', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    now += 59 * minute
    const usual = answer
    answer = async () => {
      await sessions.end(id)
      return usual()
    }

    expect(await sessions.find(id)).toBeNull()
    expect(await rows()).toEqual([])
  })

  test('hands on what is not about the issuer', async () => {
    const sessions = createGateway({ renew: () => Promise.reject(new TypeError('a fault of ours')) })
    const { id } = await sessions.start(zoe, issued)
    now += 59 * minute

    await expect(sessions.find(id)).rejects.toThrow(new TypeError('a fault of ours'))
    expect((await rows()).length).toBe(1)
  })
})

describe('while the issuer is unavailable', () => {
  const away = new IssuerUnavailableError('away')

  test('a session goes on for an hour after its access token expired, then waits for the issuer', async () => {
    const sessions = createGateway()
    const start = now
    const { id } = await sessions.start(zoe, issued)
    answer = () => Promise.reject(away)
    const found: unknown[] = []
    for (const ms of [59 * minute, 90 * minute, 2 * hour - 1, 2 * hour]) {
      now = start + ms
      found.push(await sessions.find(id).catch((error: unknown) => error))
    }

    expect(found).toEqual([zoe, zoe, zoe, away])
    // The last came right after the one before and did not ask.
    expect(messages()).toEqual(Array(3).fill('session renewal failed'))
    answer = async () => issued
    now += 10 * second
    expect(await sessions.find(id)).toEqual(zoe)
  })

  test('it is asked once in ten seconds, by all sessions together', async () => {
    const sessions = createGateway()
    const [one, other] = [await sessions.start(zoe, issued), await sessions.start(zoe, issued)]
    answer = () => Promise.reject(away)
    now += 59 * minute
    expect([await sessions.find(one.id), await sessions.find(other.id)]).toEqual([zoe, zoe])
    now += 10 * second - 1
    await sessions.find(one.id)
    expect(refreshed.length).toBe(1)
    now += 1
    await sessions.find(one.id)
    expect(refreshed.length).toBe(2)
  })

  test('an answer to one session lets the others ask at once', async () => {
    const sessions = createGateway()
    const started = [1, 2, 3].map(() => sessions.start(zoe, issued))
    const [failing, answered, next] = (await Promise.all(started)).map(({ id }) => id)
    const usual = answer
    now += 59 * minute
    let failed = Promise.resolve<unknown>(null)
    answer = async () => {
      answer = () => Promise.reject(away)
      failed = sessions.find(failing!)
      await failed
      answer = usual
      return usual()
    }
    await sessions.find(answered!)

    expect(await failed).toEqual(zoe)
    expect(await sessions.find(next!)).toEqual(promoted)
  })
})

describe('a session that was found', () => {
  test('is remembered for two seconds, with one principal for as long as that is the same', async () => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, issued)
    expect(sessions.remembered(id)).toBeNull()
    const found = await sessions.find(id)

    expect(sessions.remembered(id)?.principal).toBe(found)
    now += 2 * second - 1
    expect(sessions.remembered(id)?.principal).toBe(found)
    now += 1
    expect(sessions.remembered(id)).toBeNull()
    expect(await sessions.find(id)).toBe(found)
    // Clocks go back too.
    now -= hour
    expect(sessions.remembered(id)).toBeNull()
  })

  test.each([
    ['when the rights are to be renewed', 59 * minute],
    ['after an hour without use', hour],
  ])('is not remembered longer than it holds: %s', async (_, until) => {
    const sessions = createGateway()
    const { id } = await sessions.start(zoe, { ...issued, lifetimeMs: until === hour ? 5 * hour : hour })
    now += until - 1
    await sessions.find(id)
    expect(sessions.remembered(id)).not.toBeNull()
    now += 1

    expect(sessions.remembered(id)).toBeNull()
  })

  test.each([
    ['it', (sessions: ReturnType<typeof createGateway>, id: string) => sessions.end(id)],
    ['all of the person', (sessions: ReturnType<typeof createGateway>) => sessions.endAllOf(zoe.id)],
  ])('is forgotten once %s is ended here, even if it was being read meanwhile', async (_, end) => {
    const reads: (() => void)[] = []
    const records = createSessionRecords(db)
    let isSlow = false
    const sessions = createGateway({
      async find(idHash) {
        const record = await records.find(idHash)
        if (isSlow) await new Promise<void>((resolve) => reads.push(resolve))
        return record
      },
    })
    const { id } = await sessions.start(zoe, issued)
    await sessions.find(id)
    isSlow = true
    const late = sessions.find(id)
    await expect.poll(() => reads.length).toBe(1)
    isSlow = false
    await end(sessions, id)
    expect(sessions.remembered(id)).toBeNull()
    reads[0]?.()
    await late

    expect(sessions.remembered(id)).toBeNull()
  })
})
