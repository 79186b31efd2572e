import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { Badge, type BadgeTone } from '../design/badge.tsx'
import { Cell, HeadCell, Instant, None, RowHead, Table } from '../design/table-cells.tsx'
import { nameOr } from '../format/names.ts'
import { formatCount } from '../format/numbers.ts'
import { withFirstPage } from '../page/address.ts'
import { AuditTable_RecordFragmentDoc, type AuditTable_RecordFragment } from './audit-page.gen.ts'
import styles from './audit-page.module.css'
import { pageHref } from './page-address.ts'
import { auditKinds, auditOutcomes, type PageState, wordsOf } from './page-state.ts'

type Row = Omit<AuditTable_RecordFragment, ' $fragmentName'>

interface AuditTableProps {
  readonly state: PageState
  readonly records: readonly (FragmentType<AuditTable_RecordFragment> & { readonly id: string })[]
  readonly timeZone: string
}

const tones: Readonly<Record<string, BadgeTone>> = {
  ok: 'good',
  partial: 'warn',
  refused: 'warn',
  failed: 'bad',
  started: 'bad',
}

const columns = ['What', 'Who', 'When', 'Outcome', 'Tenants', 'Rows', 'Calls', 'Address']

export function AuditTable({ state, records, timeZone }: AuditTableProps) {
  const read = useFragment({ fragment: AuditTable_RecordFragmentDoc, from: [...records] })
  const rows: readonly Row[] = read.complete ? read.data : []
  return (
    <Table
      labelledBy="records"
      head={columns.map((label) => (
        <HeadCell key={label} label={label} isNumeric={label === 'Rows' || label === 'Calls'} />
      ))}
    >
      {rows.map((row) => (
        <tr key={row.id} role="row">
          <RowHead title={<What row={row} />} detail={row.fields.length > 0 ? row.fields.join(' · ') : undefined} />
          <Cell label="Who">
            <Who row={row} state={state} />
          </Cell>
          <Cell label="When">
            <Instant value={row.at} timeZone={timeZone} />
          </Cell>
          <Cell label="Outcome">
            <Badge tone={tones[row.outcome] ?? 'plain'}>{wordsOf(auditOutcomes, row.outcome)}</Badge>
            {row.code !== null && (
              <span className={styles['code']} translate="no">
                {row.code}
              </span>
            )}
          </Cell>
          <Cell label="Tenants" isEmpty={row.tenants.length === 0}>
            {row.tenants.length === 0 ? <None /> : row.tenants.join(', ')}
          </Cell>
          <Cell label="Rows" isNumeric>
            <span className="number">{formatCount(row.rows)}</span>
          </Cell>
          <Cell label="Calls" isNumeric>
            <span className="number">{formatCount(row.vendorCalls)}</span>
          </Cell>
          <Cell label="Address" isEmpty={row.address === null}>
            {row.address ?? <None />}
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function What({ row }: { row: Row }) {
  return (
    <>
      <span>{wordsOf(auditKinds, row.kind)}</span>
      {row.operation !== null && row.operation !== row.kind && <span translate="no">{` ${row.operation}`}</span>}
      {row.count > 1 && <span className="muted">{` × ${formatCount(row.count)}`}</span>}
    </>
  )
}

/** Links to the records of the same person. */
function Who({ row: { actor, kind }, state }: { row: Row; state: PageState }) {
  if (actor === null) return <span className="muted">{kind === 'system' ? 'The gateway' : 'Not signed in'}</span>
  const name = nameOr(actor.name ?? '', actor.id)
  return (
    <a
      className={styles['who']}
      href={pageHref({ ...state, ...withFirstPage, actor: actor.id })}
      title={`Only records of ${name}`}
      dir="auto"
    >
      {name}
    </a>
  )
}
