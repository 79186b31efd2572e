import { Control } from '../design/control.tsx'
import { nameOr } from '../format/names.ts'
import { CloseIcon } from '../design/icons.tsx'
import { withFirstPage } from '../page/address.ts'
import { RangePicker } from '../page/range-picker.tsx'
import { navigate } from '../router/router.ts'
import styles from './audit-page.module.css'
import { pageHref } from './page-address.ts'
import { auditKinds, auditOutcomes, type PageState } from './page-state.ts'

interface AuditFiltersProps {
  readonly state: PageState
  readonly tenants: readonly { readonly id: string; readonly name: string }[]
  /** The name of the person that is filtered by; their id where no record says it. */
  readonly actorName: string | null
}

/** What the records are filtered by. A choice takes effect immediately. */
export function AuditFilters({ state, tenants, actorName }: AuditFiltersProps) {
  const show = (part: Partial<PageState>) => navigate(pageHref({ ...state, ...withFirstPage, ...part }))
  const isKnown = state.tenant === null || tenants.some(({ id }) => id === state.tenant)
  const choices = [...tenants, ...(isKnown ? [] : [{ id: state.tenant ?? '', name: '' }])]
  return (
    <section className={`no-print ${styles['filters']}`} aria-label="Filters">
      <RangePicker label="Date range" days={state.range} onChange={(range) => show({ range })} />
      <Choice label="Kind" value={state.kind} words={auditKinds} onChange={(kind) => show({ kind })} />
      <Choice label="Outcome" value={state.outcome} words={auditOutcomes} onChange={(outcome) => show({ outcome })} />
      <Choice
        label="Tenant"
        value={state.tenant}
        words={Object.fromEntries(choices.map(({ id, name }) => [id, nameOr(name, id)]))}
        onChange={(tenant) => show({ tenant })}
      />
      {state.actor !== null && (
        <a
          className={`button ${styles['actor']}`}
          href={pageHref({ ...state, ...withFirstPage, actor: null })}
          aria-label={`Remove the filter Person: ${actorName ?? state.actor}`}
        >
          <span className={styles['actorName']}>{actorName ?? state.actor}</span>
          <CloseIcon size={11} />
        </a>
      )}
    </section>
  )
}

interface ChoiceProps<Name extends string> {
  readonly label: string
  readonly value: Name | null
  readonly words: Readonly<Record<Name, string>>
  readonly onChange: (name: Name | null) => void
}

function Choice<Name extends string>({ label, value, words, onChange }: ChoiceProps<Name>) {
  return (
    <Control name={label}>
      <select
        className="field"
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : (target.value as Name))}
      >
        <option value="">Any</option>
        {(Object.entries(words) as [Name, string][]).map(([name, word]) => (
          <option key={name} value={name}>
            {word}
          </option>
        ))}
      </select>
    </Control>
  )
}
