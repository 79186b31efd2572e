import { useState } from 'react'
import { ChevronDownIcon } from '../design/icons.tsx'
import { PopoverMenu } from '../design/popover-menu.tsx'
import { formatCount } from '../format/numbers.ts'
import { navigate } from '../router/router.ts'
import styles from './filter-menu.module.css'
import { pageHref } from './page-address.ts'
import { type FacetName, type PageState, withFirstPage } from './page-state.ts'
import type { FacetValue } from './use-facets.ts'

interface FilterMenuProps {
  readonly name: FacetName
  readonly label: string
  readonly state: PageState
  readonly values: readonly FacetValue[] | null
}

/** Lists longer than this get a field to narrow them down. */
const longList = 12

/** Any number of values of one dimension, each with the tickets it stands for. A choice takes effect at once. */
export function FilterMenu({ name, label, state, values }: FilterMenuProps) {
  const chosen = state[name]
  return (
    <PopoverMenu
      panelName={`${label}: which tickets`}
      label={
        <>
          {label}
          {chosen.length > 0 && <span className={styles['badge']}>{chosen.length}</span>}
          <ChevronDownIcon />
        </>
      }
    >
      {values === null ? (
        <p className={styles['empty']}>The values are not known at the moment.</p>
      ) : (
        <Choices
          name={name}
          label={label}
          values={withChosen(values, chosen)}
          chosen={chosen}
          onChange={(next) => navigate(pageHref({ ...state, ...withFirstPage, [name]: next }))}
        />
      )}
    </PopoverMenu>
  )
}

interface Choice {
  readonly key: string
  readonly label: string
  readonly count: number
}

/** What is chosen stays on the list even when no ticket has it now: else it could not be taken back here. */
function withChosen(values: readonly FacetValue[], chosen: readonly string[]): Choice[] {
  const known = values.filter((value): value is Choice => value.key !== null)
  const missing = chosen.filter((key) => !known.some((value) => value.key === key))
  return [...known, ...missing.map((key) => ({ key, label: key === 'none' ? 'Unassigned' : `no. ${key}`, count: 0 }))]
}

interface ChoicesProps {
  readonly name: string
  readonly label: string
  readonly values: readonly Choice[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

function Choices({ name, label, values, chosen, onChange }: ChoicesProps) {
  const [text, setText] = useState('')
  const wanted = text.trim().toLocaleLowerCase()
  const shown = values.filter((value) => value.label.toLocaleLowerCase().includes(wanted))
  return (
    <div className={styles['panel']}>
      {values.length > longList && (
        <input
          type="search"
          className={`field ${styles['search']}`}
          placeholder="Find…"
          aria-label={`Find in ${label}`}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      <ul>
        {shown.map(({ key, label, count }) => (
          <li key={key}>
            <label className={styles['choice']}>
              <input
                type="checkbox"
                name={name}
                checked={chosen.includes(key)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, key] : chosen.filter((known) => known !== key))
                }
              />
              <span className={styles['label']}>{label}</span>
              <span className={`number muted`}>{formatCount(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles['empty']}>Nothing matches.</p>}
      {chosen.length > 0 && (
        <button type="button" className={`button button-quiet ${styles['reset']}`} onClick={() => onChange([])}>
          Any {label.toLocaleLowerCase()}
        </button>
      )}
    </div>
  )
}
