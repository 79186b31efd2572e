import { useEffect, useEffectEvent, useId, useState } from 'react'
import { SearchIcon } from '../design/icons.tsx'
import { useAddress } from '../router/router.ts'
import styles from './search-field.module.css'

/** The debounce delay of typing, in milliseconds. */
const debounceMs = 250

export interface SearchCondition {
  readonly isMet: (text: string) => boolean
  readonly hint: string
}

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  /** Which trimmed texts are long enough to search for, and what to say of others; any unless given. */
  readonly condition?: SearchCondition
  /** Called on Enter, with the current text. */
  readonly onEnter?: (text: string) => void
}

/** A search field that follows typing, and the URL on Back. */
export function SearchField({ label, placeholder, value, onChange, condition, onEnter }: SearchFieldProps) {
  const hintId = useId()
  const [text, setText] = useState(value)
  const [debounced, setDebounced] = useState(value)
  const { pathname, search } = useAddress()
  const [seen, setSeen] = useState(pathname + search)
  const searchable = (typed: string) => ((condition?.isMet(typed.trim()) ?? true) ? typed.trim() : '')
  const isTooShort = text.trim() !== '' && searchable(text) === ''
  const ask = () => {
    setDebounced(text)
    onChange(searchable(text))
    setSeen(window.location.pathname + window.location.search)
  }
  const askDebounced = useEffectEvent(ask)

  // The address was changed by something else than this field. What was typed and not yet asked for is dropped: asked
  // for late, it would take back what was done since.
  if (seen !== pathname + search) {
    setSeen(pathname + search)
    if (text !== debounced || searchable(value) !== searchable(debounced)) {
      setText(value)
      setDebounced(value)
    }
  }

  useEffect(() => {
    if (text === debounced) return undefined
    const timer = setTimeout(() => askDebounced(), debounceMs)
    return () => clearTimeout(timer)
  }, [text, debounced])

  return (
    <>
      <div className={`no-print ${styles['search']}`}>
        <label className={styles['field']}>
          <span className="visually-hidden">{label}</span>
          <SearchIcon />
          <input
            type="search"
            className="field"
            placeholder={placeholder}
            value={text}
            maxLength={200}
            autoComplete="off"
            aria-describedby={isTooShort ? hintId : undefined}
            onChange={({ target }) => setText(target.value)}
            onKeyDown={({ key }) => {
              if (key !== 'Enter') return
              // At once, so that no question comes late and leads away from where Enter leads.
              if (text !== debounced) ask()
              onEnter?.(text.trim())
            }}
          />
        </label>
        {isTooShort && (
          <p id={hintId} className={styles['hint']}>
            {condition?.hint}
          </p>
        )}
      </div>
      {searchable(value) !== '' && <p className="print-only">{`Only what has “${searchable(value)}” in it`}</p>}
    </>
  )
}
