import { useApolloClient } from '@apollo/client/react'
import { useState } from 'react'
import { type Problem, problemsOf } from '../graphql/problems.ts'
import type { AuditFilter } from '../graphql/types.gen.ts'
import { AuditDownloadDocument } from './audit-page.gen.ts'
import { type DownloadedRecord, toCsv } from './csv.ts'

/** Records of one file: more would keep the gateway busy for long, and are for `npm run audit -- export`. */
export const mostRecords = 5_000

interface Download {
  readonly isRunning: boolean
  /** Whether the last file has only the newest of the records. */
  readonly isCut: boolean
  readonly problems: readonly Problem[]
  readonly start: () => void
}

/** Downloads what is filtered as CSV, page by page. */
export function useDownload(filter: AuditFilter): Download {
  const client = useApolloClient()
  const [state, setState] = useState({ isRunning: false, isCut: false, problems: [] as readonly Problem[] })

  async function run(): Promise<void> {
    setState({ isRunning: true, isCut: false, problems: [] })
    const records: DownloadedRecord[] = []
    let after: string | null = null
    try {
      do {
        const page = await readPage(after)
        records.push(...page.nodes)
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      } while (after !== null && records.length < mostRecords)
      save(toCsv(records))
      setState({ isRunning: false, isCut: after !== null, problems: [] })
    } catch (error) {
      setState({ isRunning: false, isCut: false, problems: problemsOf(error) })
    }
  }

  async function readPage(after: string | null) {
    const variables = { filter, first: 100, after }
    const { data } = await client.query({ query: AuditDownloadDocument, variables, fetchPolicy: 'no-cache' })
    if (!data?.auditLog) throw new Error('The gateway answered without records.')
    return data.auditLog
  }

  return { ...state, start: () => void (state.isRunning ? undefined : run()) }
}

function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'audit.csv'
  link.click()
  // Not at once: the browser has to have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
