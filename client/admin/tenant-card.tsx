import type { FragmentType } from '@apollo/client/masking'
import { useFragment, useMutation } from '@apollo/client/react'
import { useRef, useState } from 'react'
import { useTimeZone } from '../settings/portal-config.tsx'
import { Problems } from '../page/problems.tsx'
import { formatInstant } from '../format/dates.ts'
import { nameOr } from '../format/names.ts'
import { problemsOf } from '../graphql/problems.ts'
import { pageHref as changesHref } from '../changes/page-address.ts'
import { RenameTenantDocument, TenantCard_TenantFragmentDoc, type TenantCard_TenantFragment } from './admin-page.gen.ts'
import { ConnectionTest } from './connection-test.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { FormRow } from './form-row.tsx'
import { problemOf, textOf } from './form-values.ts'
import type { Tenant } from './tenant.ts'
import styles from './tenant-card.module.css'

/** One tenant: its name, its ConnectWise status, and its credentials. */
export function TenantCard({ tenant }: { tenant: FragmentType<TenantCard_TenantFragment> }) {
  const { data, complete } = useFragment({ fragment: TenantCard_TenantFragmentDoc, from: tenant })
  return complete ? <Card tenant={data} /> : null
}

function Card({ tenant }: { tenant: Tenant }) {
  const timeZone = useTimeZone()
  const [open, setOpen] = useState<'nothing' | 'name' | 'credentials'>('nothing')
  const { id, name, connectWise } = tenant
  const { credentials, enabled } = connectWise
  const toggle = (part: typeof open) => setOpen((current) => (current === part ? 'nothing' : part))
  return (
    <article className={`card ${styles['card']}`} aria-labelledby={`tenant-${id}`}>
      <div className={styles['head']}>
        <h3 id={`tenant-${id}`}>{nameOr(name, id)}</h3>
        <span className={styles['id']} translate="no">
          {id}
        </span>
        <span className={styles['flag']} data-on={enabled}>
          {enabled ? 'ConnectWise is on' : 'ConnectWise is off'}
        </span>
      </div>
      {credentials ? (
        <dl className={styles['facts']}>
          <Fact name="Address">{credentials.baseUrl}</Fact>
          <Fact name="Company id">{credentials.companyId}</Fact>
          <Fact name="Public key">{`…${credentials.publicKeyHint}`}</Fact>
          <Fact name="Client id">{`…${credentials.clientIdHint}`}</Fact>
          <Fact name="Saved">{`${credentials.updatedBy}, ${formatInstant(credentials.updatedAt, timeZone)}`}</Fact>
        </dl>
      ) : (
        <p className="muted">No credentials yet: its tickets cannot be accessed.</p>
      )}
      <div className={styles['actions']}>
        <button
          type="button"
          className="button"
          aria-expanded={open === 'credentials'}
          onClick={() => toggle('credentials')}
        >
          {credentials ? 'Change credentials' : 'Add credentials'}
        </button>
        <button type="button" className="button" aria-expanded={open === 'name'} onClick={() => toggle('name')}>
          Rename
        </button>
        {enabled && (
          <a className="button button-quiet" href={changesHref({ tenantId: id, ticketId: null, search: '' })}>
            View changes
          </a>
        )}
      </div>
      {open === 'name' && <Rename tenant={tenant} onDone={() => setOpen('nothing')} />}
      {open === 'credentials' && <CredentialsForm tenant={tenant} onDone={() => setOpen('nothing')} />}
      {credentials && <ConnectionTest key={credentials.updatedAt} tenantId={id} />}
    </article>
  )
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function Rename({ tenant, onDone }: { tenant: Tenant; onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const [rename, { data, loading, error }] = useMutation(RenameTenantDocument, { errorPolicy: 'all' })

  async function submit(name: string): Promise<void> {
    const answer = await rename({ variables: { input: { id: tenant.id, name } } }).catch(() => undefined)
    if (answer?.data?.renameTenant.tenant) onDone()
  }

  return (
    <form
      ref={form}
      className={styles['grid']}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(textOf(new FormData(event.currentTarget), 'name'))
      }}
    >
      <FormRow
        name="name"
        label="New name"
        defaultValue={tenant.name}
        problem={problemOf(data?.renameTenant.userErrors ?? [], 'name')}
        isRequired
      />
      <div className={styles['wide']}>
        <Problems problems={problemsOf(error)} onRetry={() => form.current?.requestSubmit()} />
        <button type="submit" className="button button-primary" disabled={loading}>
          Rename
        </button>
      </div>
    </form>
  )
}
