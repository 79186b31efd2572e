import { useState } from 'react'
import { ChevronDownIcon } from '../design/icons.tsx'
import { PopoverMenu } from '../design/popover-menu.tsx'
import { formatCount } from '../format/numbers.ts'
import styles from './filter-menu.module.css'

/** A value that rows can share. */
export interface Choice {
  /** The value in the URL. */
  readonly key: string
  readonly label: string
  /** The number of rows when it is selected, with the other filters unchanged. */
  readonly count: number
}

interface FilterMenuProps {
  readonly name: string
  readonly label: string
  /** What is filtered, such as `tickets`. */
  readonly what: string
  /** Null while they are not known. */
  readonly choices: readonly Choice[] | null
  readonly chosen: readonly string[]
  /** The label of a selected value that is not among the choices. */
  readonly labelOf: (key: string) => string
  readonly onChange: (chosen: readonly string[]) => void
}

/** Longer lists get a search field. */
const longList = 12

/** A multi-select of one dimension's values, each with its row count. A choice takes effect immediately. */
export function FilterMenu({ name, label, what, choices, chosen, labelOf, onChange }: FilterMenuProps) {
  return (
    <PopoverMenu
      panelName={`${label}: which ${what}`}
      label={
        <>
          <span>{label}</span>
          {chosen.length > 0 && <span className={styles['badge']}>{chosen.length}</span>}
          <ChevronDownIcon />
        </>
      }
    >
      {choices === null ? (
        <p className={styles['empty']}>The values are not known at the moment.</p>
      ) : (
        <Choices
          name={name}
          label={label}
          values={withChosen(choices, chosen, labelOf)}
          chosen={chosen}
          onChange={onChange}
        />
      )}
    </PopoverMenu>
  )
}

/** Selected values stay listed even without rows: otherwise they could not be deselected here. */
function withChosen(
  choices: readonly Choice[],
  chosen: readonly string[],
  labelOf: (key: string) => string,
): readonly Choice[] {
  const missing = chosen.filter((key) => !choices.some((choice) => choice.key === key))
  return [...choices, ...missing.map((key) => ({ key, label: labelOf(key), count: 0 }))]
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
              <span className={styles['label']} title={label}>
                {label}
              </span>
              <span className={`number muted`}>{formatCount(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles['empty']}>Nothing matches.</p>}
      {chosen.length > 0 && (
        <button type="button" className={`button button-quiet ${styles['reset']}`} onClick={() => onChange([])}>
          {`Any ${label.toLowerCase()}`}
        </button>
      )}
    </div>
  )
}
