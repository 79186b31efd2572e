import type { Selectable } from 'kysely'
import type { AuditAnchorsTable } from '../database/tables.ts'
import type { ChainEnd } from './chain.ts'
import type { Signer } from './signer.ts'

/**
 * A signed statement about a chain: `head`, that it ends here, and moves with it; `periodic`, that it came by here, and
 * stays; `pruned`, that everything up to here was deleted for its age.
 */
export type AnchorPurpose = 'head' | 'periodic' | 'pruned'

export type StoredAnchor = Selectable<AuditAnchorsTable>

/** What is signed. */
export function textOfAnchor({ purpose, chain, position, hash, at }: Omit<StoredAnchor, 'key_id' | 'signature'>) {
  return `msp-graph audit\n${purpose}\n${chain}\n${position}\n${hash}\n${at}`
}

export function createAnchor(purpose: AnchorPurpose, end: ChainEnd, at: number, signer: Signer): StoredAnchor {
  const anchor = { purpose, chain: end.chain, position: end.position, hash: end.hash, at }
  const { keyId, signature } = signer.sign(textOfAnchor(anchor))
  return { ...anchor, key_id: keyId, signature }
}

/** Whether the anchor's signature holds. */
export const checkAnchor = (anchor: StoredAnchor, signer: Signer) =>
  signer.check(textOfAnchor(anchor), { keyId: anchor.key_id, signature: anchor.signature })
