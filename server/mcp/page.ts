import { contentOf } from './content.ts'
import type { AnyToolDefinition } from './define-tool.ts'
import type { Kept, Shrinkable } from './fit.ts'

interface Connection {
  readonly edges: readonly { readonly cursor: string }[]
  readonly pageInfo: { readonly hasNextPage: boolean }
}

/** The page of a list in a result, of which the rows at the end may be left out. */
export interface ResultPage {
  readonly shrinkable: readonly Shrinkable[]
  /** How many rows are shown. */
  count(kept: Kept): number
  shown(kept: Kept): Record<string, readonly unknown[] | null>
  /** How to get the rows after those that are shown. */
  more(kept: Kept): string[]
}

const none: ResultPage = { shrinkable: [], count: () => 0, shown: () => ({}), more: () => [] }

/** @param content all parts of the result */
export function pageOf(
  { name, page }: AnyToolDefinition,
  data: object,
  content: Readonly<Record<string, unknown>>,
): ResultPage {
  if (!page) return none
  const { part, path } = page
  const rows = content[part] as readonly unknown[] | null
  if (!rows) return { ...none, shown: () => ({ [part]: null }) }
  const { edges, hasNextPage } = connectionAt(data, path)
  const count = (kept: Kept) => kept[part] ?? 0
  return {
    shrinkable: [{ name: part, size: rows.length, bytes: Buffer.byteLength(JSON.stringify(rows)) }],
    count,
    shown: (kept) => ({ [part]: rows.slice(0, count(kept)) }),
    more(kept) {
      const shown = count(kept)
      const last = edges[shown - 1]
      if (!last || (shown === edges.length && !hasNextPage)) return []
      return [`There are more rows: call ${name} with the same arguments and after: ${JSON.stringify(last.cursor)}.`]
    },
  }
}

function connectionAt(data: object, path: string) {
  const edges = contentOf(data, { path: `${path}.edges` }) as Connection['edges']
  const hasNextPage = contentOf(data, { path: `${path}.pageInfo.hasNextPage` }) as boolean
  return { edges, hasNextPage }
}
