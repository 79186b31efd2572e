import { useEffect, useEffectEvent, useId, useState } from 'react'
import { SearchIcon } from '../design/icons.tsx'
import styles from './search-field.module.css'

/** The debounce delay of typing, in milliseconds. */
const restMs = 250

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  /** The fewest characters that are searched for; 1 unless given. */
  readonly leastLength?: number
  /** Called on Enter, with the current text. */
  readonly onEnter?: (text: string) => void
}

/** A search field that follows typing, and the URL on Back. */
export function SearchField({ label, placeholder, value, onChange, leastLength = 1, onEnter }: SearchFieldProps) {
  const hintId = useId()
  const [text, setText] = useState(value)
  const [settled, setSettled] = useState(value)
  const searchable = (typed: string) => (typed.trim().length < leastLength ? '' : typed.trim())
  const isTooShort = text.trim() !== '' && searchable(text) === ''
  const ask = () => {
    setSettled(text)
    onChange(searchable(text))
  }
  const askAfterRest = useEffectEvent(ask)

  // The URL was changed by something other than this field.
  if (value !== searchable(settled) && text === settled) {
    setText(value)
    setSettled(value)
  }

  useEffect(() => {
    if (text === settled) return undefined
    const timer = setTimeout(() => askAfterRest(), restMs)
    return () => clearTimeout(timer)
  }, [text, settled])

  return (
    <>
      <label className={`no-print ${styles['search']}`}>
        <span className="visually-hidden">{label}</span>
        <SearchIcon />
        <input
          type="search"
          className="field"
          placeholder={placeholder}
          value={text}
          maxLength={200}
          aria-describedby={isTooShort ? hintId : undefined}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={({ key }) => {
            if (key !== 'Enter') return
            // Immediately, so that a debounced request does not navigate away after Enter.
            if (text !== settled) ask()
            onEnter?.(text.trim())
          }}
        />
        {isTooShort && (
          <span id={hintId} className={styles['hint']}>
            {`Enter at least ${leastLength} characters`}
          </span>
        )}
      </label>
      {value !== '' && <p className="print-only">{`Only what has “${value}” in it`}</p>}
    </>
  )
}
