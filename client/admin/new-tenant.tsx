import { useMutation } from '@apollo/client/react'
import { useRef } from 'react'
import { Problems } from '../page/problems.tsx'
import { problemsOf } from '../graphql/problems.ts'
import { CreateTenantDocument } from './admin-page.gen.ts'
import { FormRow } from './form-row.tsx'
import { problemOf, textOf } from './form-values.ts'
import styles from './tenant-card.module.css'

/** Creates a tenant. Its id is part of URLs and of operators' roles, so it can never change. */
export function NewTenant({ onMade }: { onMade: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const [create, { data, loading, error }] = useMutation(CreateTenantDocument, { errorPolicy: 'all' })
  const userErrors = data?.createTenant.userErrors ?? []

  async function submit(values: FormData): Promise<void> {
    const input = { id: textOf(values, 'id'), name: textOf(values, 'name') }
    const answer = await create({ variables: { input } }).catch(() => undefined)
    if (!answer?.data?.createTenant.tenant) return
    form.current?.reset()
    onMade()
  }

  return (
    <details className={`card ${styles['new']}`}>
      <summary>Add a tenant</summary>
      <form
        ref={form}
        className={styles['grid']}
        onSubmit={(event) => {
          event.preventDefault()
          void submit(new FormData(event.currentTarget))
        }}
      >
        <FormRow
          name="id"
          label="Id"
          hint="Lower-case letters, digits and hyphens, such as acme. It cannot be changed."
          problem={problemOf(userErrors, 'id')}
          isRequired
        />
        <FormRow name="name" label="Name" problem={problemOf(userErrors, 'name')} isRequired />
        <div className={styles['wide']}>
          <Problems problems={problemsOf(error)} onRetry={() => form.current?.requestSubmit()} />
          <button type="submit" className="button button-primary" disabled={loading}>
            {loading ? 'Adding…' : 'Add the tenant'}
          </button>
        </div>
      </form>
    </details>
  )
}
