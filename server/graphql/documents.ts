import { hash } from 'node:crypto'
import type { ApolloServerOptions, BaseContext } from '@apollo/server'
import { parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'

export interface DocumentsOptions {
  readonly schema: GraphQLSchema
  readonly maxTokens: number
  /** Whether errors of validation leave out the schema's names. */
  readonly hideSuggestions: boolean
}

/** Documents that were parsed, each once, for whatever looks at them. */
export interface Documents {
  /** @throws GraphQLError if it cannot be parsed, or has too many tokens */
  parsed(text: string): DocumentNode
  /** The same for Apollo Server: those that are valid. What is not, it parses and validates itself, and reports. */
  readonly store: NonNullable<ApolloServerOptions<BaseContext>['documentStore']>
}

/** A document, whose validity is known once it was asked for. */
interface Known {
  readonly document: DocumentNode
  /** What Apollo Server knows it by. Half a surrogate pair, which has the bytes of another character, is not parsed. */
  readonly sha256: string
  isValid: boolean | null
}

/** Capacity for documents that came again, in characters: the portal's documents are few and recurring. */
const keptCharacters = 1_000_000

/** For those that came once: as long as it takes to answer a crowd. Most programs send the same ones over and over. */
const newCharacters = 200_000

/** Characters of one. Longer ones would push out many. */
const longest = keptCharacters / 20

/**
 * Keeps parsed documents by their text. What is parsed takes some fifty times the memory of its text, so that a document is
 * kept for long only when it comes a second time.
 */
export function createDocuments({ schema, maxTokens, hideSuggestions }: DocumentsOptions): Documents {
  const byHash = new Map<string, Known>()
  const forget = (known: Known) => {
    if (byHash.get(known.sha256) === known) byHash.delete(known.sha256)
  }
  const latest = createKnown(newCharacters, (known, text) => {
    if (recurring.peek(text) !== known) forget(known)
  })
  const recurring = createKnown(keptCharacters, forget)

  function find(text: string): Known | null {
    const known = recurring.get(text)
    if (known) return known
    const seen = latest.peek(text)
    if (!seen) return null
    recurring.set(text, seen)
    latest.delete(text)
    return seen
  }

  function isValid(known: Known): boolean {
    return (known.isValid ??= validate(schema, known.document, specifiedRules, { hideSuggestions }).length === 0)
  }

  return {
    parsed(text) {
      const before = find(text)
      if (before) return before.document
      const document = parse(text, { maxTokens })
      if (text.length > longest) return document
      const known: Known = { document, sha256: hash('sha256', text), isValid: null }
      byHash.set(known.sha256, known)
      latest.set(text, known)
      return document
    },
    store: {
      async get(key) {
        // Before the hash stands what Apollo Server tells its schemas apart by.
        const known = byHash.get(key.slice(-sha256Length))
        return known && isValid(known) ? known.document : undefined
      },
      set: async () => undefined,
      delete: async () => undefined,
    },
  }
}

const sha256Length = 64

function createKnown(maxSize: number, dispose: (known: Known, text: string) => void) {
  return new LRUCache<string, Known>({ maxSize, sizeCalculation: (_, text) => text.length + 1, dispose })
}
