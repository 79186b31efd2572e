import { Control } from '../design/control.tsx'
import type { Comparison } from '../graphql/types.gen.ts'
import { withFirstPage } from '../page/address.ts'
import { RangePicker } from '../page/range-picker.tsx'
import { navigate } from '../router/router.ts'
import { pageHref } from './page-address.ts'
import type { PageState } from './page-state.ts'

const comparisonLabels: Readonly<Record<Comparison | 'none', string>> = {
  PREVIOUS_PERIOD: 'Previous period',
  PREVIOUS_YEAR: 'Previous year',
  none: 'None',
}

/** The controls for the date range and the comparison. */
export function ServiceDeskControls({ state }: { state: PageState }) {
  return (
    <>
      <RangePicker
        label="Date range"
        days={state.range}
        onChange={(range) => navigate(pageHref({ ...state, ...withFirstPage, days: null, range }))}
      />
      <Control name="Compare with">
        <select
          className="field"
          value={state.compare ?? 'none'}
          onChange={({ target }) => {
            const compare = target.value === 'none' ? null : (target.value as Comparison)
            navigate(pageHref({ ...state, compare }))
          }}
        >
          {Object.entries(comparisonLabels).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </Control>
    </>
  )
}
