import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEntry } from '../../../server/audit/audit-entry.ts'
import { createAuditStore } from '../../../server/audit/audit-store.ts'
import { link, newChain } from '../../../server/audit/chain.ts'
import { renewAnchors } from '../../../server/audit/renew-anchors.ts'
import { createSigner } from '../../../server/audit/signer.ts'
import { verifyAudit } from '../../../server/audit/verify.ts'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'

const [newest, older, gone] = [1, 2, 3].map((byte) => Buffer.alloc(32, byte)) as [Buffer, Buffer, Buffer]
const both = createSigner([newest, older])
let database: Database

beforeEach(async () => {
  database = await openDatabase('file::memory:')
})
afterEach(() => database.destroy())

/** Writes a chain of two records, with a periodic anchor and a head that this key signs. */
async function write(key: Buffer): Promise<string> {
  const store = createAuditStore({ database, signer: createSigner([key]) })
  const before = newChain(1)
  const first = link(before, createEntry({ kind: 'system', at: 1, operation: 'start' }))
  const second = link(first, createEntry({ kind: 'system', at: 2, operation: 'stop' }))
  await store.append({ before, records: [first, second], isAnchored: true })
  return before.chain
}

const verify = () => verifyAudit({ database, signer: createSigner([newest]) })

test('all anchors hold with the newest key alone afterwards, and a second run finds nothing to do', async () => {
  await Promise.all([write(older), write(older), write(newest)])
  expect((await verify()).problems).toHaveLength(2)

  expect(await renewAnchors(database, both)).toEqual({ renewed: 4, unknown: [] })
  expect(await verify()).toMatchObject({ chains: 3, anchors: 6, unsigned: 0, problems: [] })
  expect(await renewAnchors(database, both)).toEqual({ renewed: 0, unknown: [] })
})

test('what an older key signs once more, as a gateway with older settings does, is signed again', async () => {
  const chain = await write(older)
  await renewAnchors(database, both)
  const signed = createSigner([older])
  const row = await database
    .selectFrom('audit_anchors')
    .selectAll()
    .where('purpose', '=', 'head')
    .executeTakeFirstOrThrow()
  const text = `msp-graph audit\nhead\n${chain}\n${row.position}\n${row.hash}\n${row.at}`
  const { keyId, signature } = signed.sign(text)
  await database.updateTable('audit_anchors').set({ key_id: keyId, signature }).where('purpose', '=', 'head').execute()

  expect(await renewAnchors(database, both)).toEqual({ renewed: 1, unknown: [] })
  expect((await verify()).problems).toEqual([])
})

test('anchors under a key that is not there, and forged ones, are left as they are, and their chains named', async () => {
  const [lost, forged] = [await write(gone), await write(older)]
  await database
    .updateTable('audit_anchors')
    .set({ signature: 'forged' })
    .where('chain', '=', forged)
    .where('purpose', '=', 'head')
    .execute()

  expect(await renewAnchors(database, both)).toEqual({ renewed: 1, unknown: [lost, forged].toSorted() })
})

test('without a key nothing is signed', async () => {
  await write(older)

  expect(await renewAnchors(database, createSigner([]))).toEqual({ renewed: 0, unknown: [] })
})
