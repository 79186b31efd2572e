import type { ApolloServerOptions, BaseContext } from '@apollo/server'
import type { DocumentNode } from 'graphql'
import { LRUCache } from 'lru-cache'

type DocumentStore = NonNullable<ApolloServerOptions<BaseContext>['documentStore']>

/** Capacity, in characters of the documents' texts. */
const keptCharacters = 2_000_000

/**
 * Keeps parsed and valid documents for Apollo Server. Its own store writes each document as JSON to learn its size, which
 * takes longer than parsing a large one.
 */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: keptCharacters,
    maxEntrySize: keptCharacters / 20,
    sizeCalculation: ({ loc }) => loc?.source.body.length ?? keptCharacters,
  })
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.delete(key),
  }
}
