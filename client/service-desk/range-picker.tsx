import { useId, useState } from 'react'
import type { DateRangePreset } from '../graphql/types.gen.ts'
import { navigate } from '../router/router.ts'
import { checkRange, pageHref } from './page-address.ts'
import headerStyles from './page-header.module.css'
import { type PageState, rangePresets, withFirstPage } from './page-state.ts'
import styles from './range-picker.module.css'

/** Which days: by name, which moves along with the calendar, or from one day to another. */
export function RangePicker({ state }: { state: PageState }) {
  const isCustom = typeof state.range === 'object'
  const [wantsCustom, setWantsCustom] = useState(false)
  return (
    <>
      <label className={headerStyles['control']}>
        <span className={headerStyles['controlName']}>Tickets created</span>
        <select
          className="field"
          value={isCustom || wantsCustom ? 'custom' : state.range}
          onChange={({ target }) => {
            setWantsCustom(target.value === 'custom')
            if (target.value === 'custom') return
            navigate(pageHref({ ...state, ...withFirstPage, days: null, range: target.value as DateRangePreset }))
          }}
        >
          {Object.entries(rangePresets).map(([preset, label]) => (
            <option key={preset} value={preset}>
              {label}
            </option>
          ))}
          <option value="custom">From – to…</option>
        </select>
      </label>
      {(isCustom || wantsCustom) && (
        <CustomRange key={JSON.stringify(state.range)} state={state} onDone={() => setWantsCustom(false)} />
      )}
    </>
  )
}

function CustomRange({ state, onDone }: { state: PageState; onDone: () => void }) {
  const initial = typeof state.range === 'object' ? state.range : { from: '', to: '' }
  const [fault, setFault] = useState<string | null>(null)
  const faultId = useId()

  function apply(form: FormData): void {
    const from = textOf(form.get('from'))
    const to = textOf(form.get('to'))
    const found = checkRange(from, to)
    setFault(found)
    if (found) return
    onDone()
    navigate(pageHref({ ...state, ...withFirstPage, days: null, range: { from, to } }))
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
      <label className={headerStyles['control']}>
        <span className={headerStyles['controlName']}>First day</span>
        <input className="field" type="date" name="from" required defaultValue={initial.from} {...described} />
      </label>
      <label className={headerStyles['control']}>
        <span className={headerStyles['controlName']}>Last day</span>
        <input className="field" type="date" name="to" required defaultValue={initial.to} {...described} />
      </label>
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
