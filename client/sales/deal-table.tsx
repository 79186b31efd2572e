import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { Badge } from '../design/badge.tsx'
import { Money } from '../design/money.tsx'
import { Cell, HeadCell, type HeadCellProps, Instant, None, RowHead, Table } from '../design/table-cells.tsx'
import { formatDay } from '../format/dates.ts'
import { nameOr } from '../format/names.ts'
import type { DealOrderField, DealState } from '../graphql/types.gen.ts'
import { withFirstPage } from '../page/address.ts'
import { sortHead } from '../page/sort.ts'
import { DealTable_DealFragmentDoc, type DealTable_DealFragment } from './deal-table.gen.ts'
import { pageHref } from './page-address.ts'
import { dealStates, type PageState } from './page-state.ts'

interface DealTableProps {
  readonly state: PageState
  readonly deals: readonly (FragmentType<DealTable_DealFragment> & { readonly id: string })[]
  readonly timeZone: string
}

type Row = Omit<DealTable_DealFragment, ' $fragmentName'>

const columns: readonly (readonly [label: string, order: DealOrderField | null])[] = [
  ['Deal', 'NAME'],
  ['State', null],
  ['Stage', null],
  ['Pipeline', null],
  ['Amount', 'AMOUNT'],
  ['Close date', 'CLOSE_DATE'],
  ['Created', 'CREATED'],
]

const tones: Readonly<Record<DealState, 'accent' | 'good' | 'plain'>> = {
  OPEN: 'accent',
  WON: 'good',
  LOST: 'plain',
  CLOSED_OTHER: 'plain',
}

export function DealTable({ state, deals, timeZone }: DealTableProps) {
  const read = useFragment({ fragment: DealTable_DealFragmentDoc, from: [...deals] })
  const rows: readonly Row[] = read.complete ? read.data : []
  return (
    <Table
      labelledBy="deals"
      head={columns.map(([label, order]) => (
        <HeadCell key={label} {...headCellOf(state, label, order)} />
      ))}
    >
      {rows.map((deal) => (
        <tr key={deal.id} role="row">
          <RowHead title={nameOr(deal.name, '(no name)')} />
          <Cell label="State">
            <Badge tone={tones[deal.state]}>{dealStates[deal.state]}</Badge>
          </Cell>
          <Cell label="Stage">{nameOr(deal.stage.label, '(no name)')}</Cell>
          <Cell label="Pipeline">{nameOr(deal.pipeline.name, '(no name)')}</Cell>
          <Cell label="Amount" isNumeric>
            {deal.amount ? <Money value={deal.amount} /> : <None />}
          </Cell>
          <Cell label="Close date" isEmpty={deal.closeDate === null}>
            {deal.closeDate === null ? <None /> : <time dateTime={deal.closeDate}>{formatDay(deal.closeDate)}</time>}
          </Cell>
          <Cell label="Created">
            <Instant value={deal.createdAt} timeZone={timeZone} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function headCellOf(state: PageState, label: string, order: DealOrderField | null): HeadCellProps {
  const isNumeric = order === 'AMOUNT'
  if (order === null) return { label }
  const head = sortHead(state.sort, order, order !== 'NAME')
  return { label, isNumeric, order: head.order, href: pageHref({ ...state, ...withFirstPage, sort: head.next }) }
}
