import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { badUserInput } from '../errors/gateway-error.ts'

/** Documents that callers have sent with their hashes, so that the hashes suffice from then on (automatic persisted queries). */
export interface AutomaticOperations {
  /** The document of a hash; undefined if it was never sent here, or long ago. */
  find(sha256Hash: string): string | undefined
  /** @throws GatewayError `BAD_USER_INPUT` if the hash is not the document's */
  learn(sha256Hash: string, document: string): void
}

/** All documents, in characters. */
const keptCharacters = 4_000_000
/** Longer ones would push out many, and are sent each time. */
const longest = 200_000

/** Of this process: another gateway asks for a document once more, which clients are used to. */
export function createAutomaticOperations(): AutomaticOperations {
  const documents = new LRUCache<string, string>({
    maxSize: keptCharacters,
    maxEntrySize: longest,
    sizeCalculation: (document) => document.length + 100,
  })
  return {
    find: (sha256Hash) => documents.get(sha256Hash),
    learn(sha256Hash, document) {
      if (documents.peek(sha256Hash) === document) return
      // Half a surrogate pair has the bytes of another character.
      if (!document.isWellFormed() || hash('sha256', document) !== sha256Hash) {
        throw badUserInput('sha256Hash is not the SHA-256 of the document, in hexadecimal digits.')
      }
      documents.set(sha256Hash, document)
    },
  }
}
