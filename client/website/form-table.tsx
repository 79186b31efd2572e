import { ListCard, ListEmpty, OrderSelect } from '../design/list-card.tsx'
import { Missing } from '../page/problems.tsx'
import { Cell, HeadCell, None, RowHead, Table } from '../design/table-cells.tsx'
import { nameOr } from '../format/names.ts'
import { formatCount, formatRate } from '../format/numbers.ts'
import type { Problem } from '../graphql/problems.ts'
import { sortHead } from '../page/sort.ts'
import { navigate } from '../router/router.ts'
import styles from './form-table.module.css'
import { pageHref } from './page-address.ts'
import { type FormColumn, formColumns, type PageState } from './page-state.ts'
import { describeType, type Form, sortForms } from './sort-forms.ts'

interface FormTableProps {
  readonly state: PageState
  /** Null when they could not be loaded. */
  readonly forms: readonly Form[] | null
  readonly problem: Problem | undefined
}

const columns = Object.entries(formColumns) as [FormColumn, string][]
const isNumeric = (field: FormColumn) => field === 'VIEWS' || field === 'SUBMISSIONS'

/** The results of each form. All forms are loaded at once, so they are sorted here. */
export function FormTable({ state, forms, problem }: FormTableProps) {
  const rows = forms ? sortForms(forms, state.sort) : []
  const highest = Math.max(0.01, ...rows.map(({ conversionRate }) => conversionRate ?? 0))
  return (
    <ListCard
      id="forms"
      title="Forms"
      totalCount={forms?.length ?? null}
      search={
        <OrderSelect
          fields={formColumns}
          sort={state.sort}
          onChange={(sort) => navigate(pageHref({ ...state, sort }))}
        />
      }
    >
      {forms === null && <Missing problem={problem} />}
      {forms?.length === 0 && (
        <ListEmpty title="There are no forms">
          <p>HubSpot has none in this account. A form made there shows up here.</p>
        </ListEmpty>
      )}
      {rows.length > 0 && (
        <div className={styles['rows']}>
          <Table
            labelledBy="forms"
            head={columns.map(([field, label]) => (
              <HeadCell key={field} {...headCellOf(state, field, label)} />
            ))}
          >
            {rows.map((form) => (
              <tr key={form.id} role="row">
                <RowHead title={nameOr(form.name, '(no name)')} />
                <Cell label="Type">{describeType(form.formType)}</Cell>
                <Cell label="Views" isNumeric>
                  {form.views === null ? <None /> : <span className="number">{formatCount(form.views)}</span>}
                </Cell>
                <Cell label="Submissions" isNumeric>
                  {form.submissions === null ? (
                    <None />
                  ) : (
                    <span className="number">{formatCount(form.submissions)}</span>
                  )}
                </Cell>
                <Cell label="Conversion rate">
                  <Rate rate={form.conversionRate} highest={highest} />
                </Cell>
              </tr>
            ))}
          </Table>
        </div>
      )}
    </ListCard>
  )
}

function Rate({ rate, highest }: { rate: number | null; highest: number }) {
  if (rate === null) return <None />
  return (
    <span className={styles['rate']}>
      <span className="number">{formatRate(rate)}</span>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['bar']} style={{ width: `${(rate / highest) * 100}%` }} />
      </span>
    </span>
  )
}

function headCellOf(state: PageState, field: FormColumn, label: string) {
  const head = sortHead(state.sort, field, field !== 'NAME' && field !== 'TYPE')
  return { label, isNumeric: isNumeric(field), order: head.order, href: pageHref({ ...state, sort: head.next }) }
}
