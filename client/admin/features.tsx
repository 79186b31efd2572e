import { useMutation } from '@apollo/client/react'
import { problemsOf } from '../graphql/problems.ts'
import { SetFeatureFlagDocument, type AdminPageQuery } from './admin-page.gen.ts'
import styles from './features.module.css'

type Flag = NonNullable<AdminPageQuery['featureFlags']>[number]

const names: Readonly<Record<string, readonly [title: string, meaning: string]>> = {
  connectwise_integration: ['ConnectWise', 'Tickets and changes of tenants.'],
  autotask_sales_activity: ['Sales activity', 'Calls, meetings and the funnel from Autotask, on the Sales page.'],
}

interface FeaturesProps {
  readonly flags: readonly Flag[]
  readonly onChanged: () => void
}

/** Feature flags: the default for all tenants, and each tenant's own. A switch takes effect immediately. */
export function Features({ flags, onChanged }: FeaturesProps) {
  return (
    <section className={`card ${styles['card']}`} aria-labelledby="features">
      <h2 id="features" tabIndex={-1}>
        Features
      </h2>
      {flags.map((flag) => (
        <FeatureRow key={flag.key} flag={flag} onChanged={onChanged} />
      ))}
    </section>
  )
}

function FeatureRow({ flag, onChanged }: { flag: Flag; onChanged: () => void }) {
  const [title, meaning] = names[flag.key] ?? [flag.key, '']
  const isByTenant = flag.key === 'connectwise_integration'
  const [setFlag, { loading, error, data }] = useMutation(SetFeatureFlagDocument, { errorPolicy: 'all' })
  const words = data?.setFeatureFlag.userErrors[0]?.message ?? problemsOf(error)[0]?.title

  async function change(enabled: boolean, tenantId: string | null): Promise<void> {
    await setFlag({ variables: { input: { key: flag.key, enabled, tenantId } } }).catch(() => undefined)
    onChanged()
  }

  return (
    <fieldset className={styles['feature']} disabled={loading}>
      <legend>{title}</legend>
      <p className="muted">{meaning}</p>
      <Switch
        label={isByTenant ? 'All other tenants' : 'All tenants'}
        isOn={flag.enabled}
        onChange={(isOn) => void change(isOn, null)}
      />
      {isByTenant &&
        flag.tenants.map(({ tenant, enabled }) => (
          <Switch
            key={tenant.id}
            label={tenant.name}
            isOn={enabled}
            onChange={(isOn) => void change(isOn, tenant.id)}
          />
        ))}
      {words && (
        <p role="alert" className={styles['refused']}>
          {words}
        </p>
      )}
    </fieldset>
  )
}

interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

const Switch = ({ label, isOn, onChange }: SwitchProps) => (
  <label className={styles['switch']}>
    <span>{label}</span>
    <input type="checkbox" role="switch" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
  </label>
)
