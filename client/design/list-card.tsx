import type { ReactNode } from 'react'
import { formatCount } from '../format/numbers.ts'
import styles from './list.module.css'

interface ListCardProps {
  /** The id of the heading; links with it as their fragment lead to the list. */
  readonly id: string
  readonly title: string
  readonly totalCount: number | null
  /** Beside the title: a search. */
  readonly search?: ReactNode
  /** Under the title: tabs and the order for narrow screens. */
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A list with its title and how many rows it has. */
export function ListCard({ id, title, totalCount, search, tools, children }: ListCardProps) {
  return (
    <section className={`card ${styles['list']}`} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 id={id} tabIndex={-1}>
          <span>{title}</span>{' '}
          {totalCount !== null && <span className={`number ${styles['total']}`}>{formatCount(totalCount)}</span>}
        </h2>
        {search}
      </div>
      {tools && <div className={styles['tools']}>{tools}</div>}
      {children}
    </section>
  )
}

interface Tab {
  readonly key: string
  readonly label: string
  readonly href: string
  readonly isCurrent: boolean
  readonly count?: number | undefined
}

/** Which of several lists is shown. */
export function ListTabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} className={styles['tabs']}>
      {tabs.map(({ key, label, href, isCurrent, count }) => (
        <a key={key} href={href} {...(isCurrent ? { 'aria-current': true } : {})}>
          <span>{label}</span>
          {count !== undefined && <span className={`number ${styles['tabCount']}`}>{formatCount(count)}</span>}
        </a>
      ))}
    </nav>
  )
}

interface OrderSelectProps<Field extends string> {
  readonly fields: Readonly<Record<Field, string>>
  readonly sort: { readonly field: Field; readonly descending: boolean }
  readonly onChange: (sort: { readonly field: Field; readonly descending: boolean }) => void
}

/** The sort control for narrow screens, which have no column heads. */
export function OrderSelect<Field extends string>({ fields, sort, onChange }: OrderSelectProps<Field>) {
  const labels = Object.entries(fields) as [Field, string][]
  return (
    <label className={`no-print ${styles['order']}`}>
      <span>Order by</span>
      <select
        className="field"
        value={`${sort.descending ? '-' : ''}${sort.field}`}
        onChange={({ target }) =>
          onChange({ field: target.value.replace(/^-/, '') as Field, descending: target.value.startsWith('-') })
        }
      >
        {labels.flatMap(([field, label]) => [
          <option key={field} value={field}>
            {`${label}, ascending`}
          </option>,
          <option key={`-${field}`} value={`-${field}`}>
            {`${label}, descending`}
          </option>,
        ])}
      </select>
    </label>
  )
}

/** Why some rows are left out, above the list. */
export function ListNarrowed({ children }: { children: ReactNode }) {
  return <p className={styles['narrowed']}>{children}</p>
}

/** Why the list is empty, shown instead of the rows, and what to do about it. */
export function ListEmpty({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <div className={styles['empty']}>
      {title && <p className={styles['emptyTitle']}>{title}</p>}
      {children}
    </div>
  )
}
