import { useEffect, useEffectEvent, useState } from 'react'
import { SearchIcon } from '../design/icons.tsx'
import styles from './search-field.module.css'

/** How long typing must rest before it is asked for, in milliseconds. */
const restMs = 250

interface SearchFieldProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
}

/** A search that follows what one types, and what the address says when one goes back. */
export function SearchField({ label, placeholder, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value)
  const [settled, setSettled] = useState(value)
  const ask = useEffectEvent(() => {
    setSettled(text)
    onChange(text.trim())
  })

  // The address was changed by something else than this field.
  if (value !== settled.trim() && text === settled) {
    setText(value)
    setSettled(value)
  }

  useEffect(() => {
    if (text === settled) return undefined
    const timer = setTimeout(() => ask(), restMs)
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
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      {value !== '' && <p className="print-only">{`Only what has “${value}” in it`}</p>}
    </>
  )
}
