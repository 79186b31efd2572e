import type { Database } from '../database/create-database.ts'
import { checkAnchor, createAnchor, type StoredAnchor } from './anchors.ts'
import type { Signer } from './signer.ts'

/** What became of the anchors that are signed. */
export interface RenewedAnchors {
  /** How many are signed with the newest key now. */
  readonly renewed: number
  /** Chains with an anchor whose signature is wrong, or made with a key that is not here: left as they are. */
  readonly unknown: readonly string[]
}

/** A gateway that moves a head meanwhile signs it itself; with an older key, until it is restarted. */
const maxPasses = 5

/**
 * Signs with the newest key what older ones have signed, so that those can be taken away. Each anchor is a statement of
 * its own, so it can be ended at any point and run again, beside gateways that write.
 */
export async function renewAnchors(database: Database, signer: Signer): Promise<RenewedAnchors> {
  let renewed = 0
  for (let pass = 1; ; pass++) {
    const left = new Set<string>()
    let isMoved = false
    for (const anchor of await findOlder(database, signer)) {
      const isSound = checkAnchor(anchor, signer) === 'valid'
      if (isSound && (await renew(database, anchor, signer))) {
        renewed += 1
        continue
      }
      left.add(anchor.chain)
      isMoved ||= isSound
    }
    if (!isMoved || pass === maxPasses) return { renewed, unknown: [...left].toSorted() }
  }
}

async function findOlder(database: Database, signer: Signer): Promise<StoredAnchor[]> {
  if (!signer.hasKeys) return []
  const anchors = await database.selectFrom('audit_anchors').selectAll().where('key_id', 'is not', null).execute()
  return anchors.filter(({ key_id: keyId, signature }) => !signer.isNewest({ keyId, signature }))
}

/** @returns false if a gateway has moved it meanwhile */
async function renew(database: Database, anchor: StoredAnchor, signer: Signer): Promise<boolean> {
  const { purpose, chain, position, hash, at } = anchor
  const { key_id, signature } = createAnchor(purpose, { chain, position, hash }, at, signer)
  const { numUpdatedRows } = await database
    .updateTable('audit_anchors')
    .set({ key_id, signature })
    .where('chain', '=', chain)
    .where('purpose', '=', purpose)
    .where('position', '=', position)
    .where('signature', '=', anchor.signature)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
