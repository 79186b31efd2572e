import { useId, useState } from 'react'
import { Control } from '../design/control.tsx'
import type { DateRangePreset } from '../graphql/types.gen.ts'
import { checkRange, type Days, rangePresets } from './days.ts'
import styles from './range-picker.module.css'

interface RangePickerProps {
  /** What the days are of. */
  readonly label: string
  readonly days: Days
  readonly onChange: (days: Days) => void
}

/** Selects the date range: a relative preset, or a first and last day. */
export function RangePicker({ label, days, onChange }: RangePickerProps) {
  const isCustom = typeof days === 'object'
  const [wantsCustom, setWantsCustom] = useState(false)
  return (
    <>
      <Control name={label}>
        <select
          className="field"
          value={isCustom || wantsCustom ? 'custom' : days}
          onChange={({ target }) => {
            setWantsCustom(target.value === 'custom')
            if (target.value === 'custom') return
            onChange(target.value as DateRangePreset)
          }}
        >
          {Object.entries(rangePresets).map(([preset, label]) => (
            <option key={preset} value={preset}>
              {label}
            </option>
          ))}
          <option value="custom">Custom range…</option>
        </select>
      </Control>
      {(isCustom || wantsCustom) && (
        <CustomRange
          key={JSON.stringify(days)}
          initial={isCustom ? days : { from: '', to: '' }}
          onChange={(chosen) => {
            setWantsCustom(false)
            onChange(chosen)
          }}
        />
      )}
    </>
  )
}

interface CustomRangeProps {
  readonly initial: { readonly from: string; readonly to: string }
  readonly onChange: (days: Days) => void
}

function CustomRange({ initial, onChange }: CustomRangeProps) {
  const [fault, setFault] = useState<string | null>(null)
  const faultId = useId()

  function apply(form: FormData): void {
    const from = textOf(form.get('from'))
    const to = textOf(form.get('to'))
    const found = checkRange(from, to)
    setFault(found)
    if (!found) onChange({ from, to })
  }

  const described = fault ? { 'aria-invalid': true, 'aria-describedby': faultId } : {}
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        apply(new FormData(event.currentTarget))
      }}
    >
      <Control name="First day">
        <input className="field" type="date" name="from" required defaultValue={initial.from} {...described} />
      </Control>
      <Control name="Last day">
        <input className="field" type="date" name="to" required defaultValue={initial.to} {...described} />
      </Control>
      <button type="submit" className="button button-primary">
        Show
      </button>
      {fault && (
        <p id={faultId} role="alert" className={styles['fault']}>
          {fault}
        </p>
      )}
    </form>
  )
}

const textOf = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '')
