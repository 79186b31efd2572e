import { CloseIcon } from '../design/icons.tsx'
import styles from './filter-bar.module.css'
import { type Choice, FilterMenu } from './filter-menu.tsx'
import { navigate } from '../router/router.ts'

/** One dimension that rows can be filtered by. */
export interface Filter<Name extends string> {
  readonly name: Name
  readonly label: string
  /** Null while they are not known. */
  readonly choices: readonly Choice[] | null
  readonly chosen: readonly string[]
  /** The label of a value, including one that is not among the current choices. */
  readonly labelOf: (key: string) => string
}

interface FilterBarProps<Name extends string> {
  readonly filters: readonly Filter<Name>[]
  /** What is filtered, such as `tickets`. */
  readonly what: string
  /** The address with other values of one dimension. */
  readonly hrefOf: (name: Name, chosen: readonly string[]) => string
  /** The address with no filter left. */
  readonly clearedHref: string
}

/** A menu per dimension, and a removable chip per active value. */
export function FilterBar<Name extends string>({ filters, what, hrefOf, clearedHref }: FilterBarProps<Name>) {
  const chips = filters.flatMap((filter) => filter.chosen.map((key) => ({ filter, key })))
  return (
    <>
      <section className={`no-print ${styles['bar']}`} aria-label="Filters">
        {filters.map((filter) => (
          <FilterMenu
            key={filter.name}
            {...filter}
            what={what}
            onChange={(chosen) => navigate(hrefOf(filter.name, chosen))}
          />
        ))}
        {chips.length > 0 && (
          <ul className={styles['chips']}>
            {chips.map(({ filter: { name, label, chosen, labelOf }, key }) => (
              <li key={`${name} ${key}`}>
                <a
                  className={styles['chip']}
                  href={hrefOf(
                    name,
                    chosen.filter((known) => known !== key),
                  )}
                  aria-label={`Remove the filter ${label}: ${labelOf(key)}`}
                >
                  <span className={styles['chipName']}>{label}</span>{' '}
                  <span className={styles['chipValue']} title={labelOf(key)}>
                    {labelOf(key)}
                  </span>
                  <CloseIcon size={11} />
                </a>
              </li>
            ))}
            <li>
              <a className={styles['clear']} href={clearedHref}>
                Clear all
              </a>
            </li>
          </ul>
        )}
      </section>
      {chips.length > 0 && <p className="print-only">{describe(filters)}</p>}
    </>
  )
}

/** `Status: New, Waiting · Company: Contoso`: the active filters, for print. */
const describe = (filters: readonly Filter<string>[]): string =>
  `Only ${filters
    .filter(({ chosen }) => chosen.length > 0)
    .map(({ label, chosen, labelOf }) => `${label}: ${chosen.map(labelOf).join(', ')}`)
    .join(' · ')}`
