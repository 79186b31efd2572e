import { useMutation } from '@apollo/client/react'
import { useRef, useState } from 'react'
import { Problems } from '../page/problems.tsx'
import { problemsOf } from '../graphql/problems.ts'
import { DeleteCredentialsDocument, SaveCredentialsDocument } from './admin-page.gen.ts'
import { BoardStatuses } from './board-statuses.tsx'
import { readBoardStatuses, readMembers, toCredentials, writeMembers } from './credentials-input.ts'
import { FormRow } from './form-row.tsx'
import { LinesRow } from './lines-row.tsx'
import { problemOf, textOf } from './form-values.ts'
import type { Tenant } from './tenant.ts'
import styles from './tenant-card.module.css'

/** How the gateway signs in to the tenant's ConnectWise. Saved keys are never shown again: empty means as saved. */
export function CredentialsForm({ tenant, onDone }: { tenant: Tenant; onDone: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  const saved = tenant.connectWise.credentials
  const [save, { data, loading, error }] = useMutation(SaveCredentialsDocument, { errorPolicy: 'all' })
  const [badLines, setBadLines] = useState<{ statuses: string | null; members: string | null } | null>(null)
  const userErrors = data?.saveConnectWiseCredentials.userErrors ?? []
  const unplaced = userErrors.filter(({ field }) => field === null)
  const keyHint = saved ? 'Leave blank to keep the saved value.' : undefined

  async function submit(values: FormData): Promise<void> {
    const statuses = readBoardStatuses(textOf(values, 'defaultStatuses')).problem
    const members = readMembers(textOf(values, 'memberMap')).problem
    setBadLines({ statuses, members })
    if (statuses !== null || members !== null) return
    const answer = await save({ variables: { input: toCredentials(tenant.id, values) } }).catch(() => undefined)
    if (answer?.data?.saveConnectWiseCredentials.tenant) onDone()
  }

  return (
    <form
      ref={form}
      className={styles['grid']}
      onSubmit={(event) => {
        event.preventDefault()
        void submit(new FormData(event.currentTarget))
      }}
    >
      <FormRow
        name="baseUrl"
        label="Address"
        hint="Such as na.myconnectwise.net"
        defaultValue={saved?.baseUrl ?? ''}
        problem={problemOf(userErrors, 'baseUrl')}
        isRequired
      />
      <FormRow
        name="companyId"
        label="Company id"
        hint="As in ConnectWise’s own sign-in"
        defaultValue={saved?.companyId ?? ''}
        problem={problemOf(userErrors, 'companyId')}
        isRequired
      />
      <FormRow
        name="publicKey"
        label="Public key"
        hint={keyHint}
        problem={problemOf(userErrors, 'publicKey')}
        isRequired={!saved}
      />
      <FormRow
        name="privateKey"
        label="Private key"
        type="password"
        hint={keyHint}
        problem={problemOf(userErrors, 'privateKey')}
        isRequired={!saved}
      />
      <FormRow
        name="clientId"
        label="Client id"
        hint={keyHint}
        problem={problemOf(userErrors, 'clientId')}
        isRequired={!saved}
      />
      <FormRow
        name="defaultTimeMinutes"
        label="Usual minutes"
        type="number"
        defaultValue={String(saved?.defaultTimeMinutes ?? 15)}
        problem={problemOf(userErrors, 'defaultTimeMinutes')}
      />
      <FormRow
        name="workRole"
        label="Work role"
        hint="Empty: the member’s own"
        defaultValue={saved?.workRole ?? ''}
        problem={problemOf(userErrors, 'workRole')}
      />
      <FormRow
        name="workType"
        label="Work type"
        hint="Empty: the member’s own"
        defaultValue={saved?.workType ?? ''}
        problem={problemOf(userErrors, 'workType')}
      />
      <FormRow
        name="defaultMemberIdentifier"
        label="Default member"
        hint="Empty: the API member"
        defaultValue={saved?.defaultMemberIdentifier ?? ''}
        problem={problemOf(userErrors, 'defaultMemberIdentifier')}
      />
      <LinesRow
        name="memberMap"
        label="Operator-to-member mapping"
        hint="ann@msp.example = alee, one per line"
        defaultValue={writeMembers(saved?.memberMap ?? [])}
        problem={badLines?.members ?? problemOf(userErrors, 'memberMap')}
      />
      <BoardStatuses
        tenantId={tenant.id}
        saved={saved?.defaultStatuses ?? []}
        canAsk={saved !== null}
        problem={badLines?.statuses ?? problemOf(userErrors, 'defaultStatuses')}
      />
      <label className={styles['check']}>
        <input type="checkbox" name="autoUpdateStatus" defaultChecked={saved?.autoUpdateStatus ?? false} />
        Apply the default status to changes that name no other
      </label>
      <div className={styles['wide']}>
        <Problems problems={problemsOf(error)} onRetry={() => form.current?.requestSubmit()} />
        {unplaced.map(({ message }) => (
          <p key={message} role="alert" className={styles['problem']}>
            {message}
          </p>
        ))}
        <div className={styles['actions']}>
          <button type="submit" className="button button-primary" disabled={loading}>
            {loading ? 'Saving…' : 'Save'}
          </button>
          <button type="button" className="button" onClick={onDone}>
            Cancel
          </button>
          {saved && <DeleteButton tenantId={tenant.id} onDone={onDone} />}
        </div>
      </div>
    </form>
  )
}

function DeleteButton({ tenantId, onDone }: { tenantId: string; onDone: () => void }) {
  const [isSure, setSure] = useState(false)
  const [remove, { loading }] = useMutation(DeleteCredentialsDocument, { variables: { tenantId } })
  if (!isSure) {
    return (
      <button type="button" className="button button-quiet" onClick={() => setSure(true)}>
        Delete…
      </button>
    )
  }
  return (
    <button
      type="button"
      className="button"
      disabled={loading}
      onClick={() => void remove().then(onDone, () => setSure(false))}
    >
      {loading ? 'Deleting…' : 'Delete for good'}
    </button>
  )
}
