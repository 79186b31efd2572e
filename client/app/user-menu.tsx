import { useFragment, useQuery } from '@apollo/client/react'
import type { FragmentType } from '@apollo/client/masking'
import { useEffect, useState } from 'react'
import { ChevronDownIcon } from '../design/icons.tsx'
import { PopoverMenu } from '../design/popover-menu.tsx'
import { initialsOf, nameOr } from '../format/names.ts'
import { signOut } from '../graphql/session.ts'
import { forgetOthers } from '../viewer/personal-storage.ts'
import styles from './user-menu.module.css'
import { ShellViewerDocument, UserMenu_ViewerFragmentDoc, type UserMenu_ViewerFragment } from '../viewer/viewer.gen.ts'

/** The signed-in user, and sign-out. Pages that select the viewer in their own operation save this one. */
export function UserMenu({ isLoadedByPage }: { isLoadedByPage: boolean }) {
  const { data } = useQuery(ShellViewerDocument, { fetchPolicy: isLoadedByPage ? 'cache-only' : 'cache-first' })
  const viewerId = data?.viewer.id ?? null
  useEffect(() => {
    if (viewerId !== null) forgetOthers(viewerId)
  }, [viewerId])
  if (!data) return <span className={`skeleton ${styles['placeholder']}`} />
  return <Menu viewer={data.viewer} />
}

const roleNames: Readonly<Record<string, string>> = { VIEWER: 'Viewer', OPERATOR: 'Operator', ADMIN: 'Administrator' }

function Menu({ viewer }: { viewer: FragmentType<UserMenu_ViewerFragment> }) {
  const { data, complete } = useFragment({ fragment: UserMenu_ViewerFragmentDoc, from: viewer })
  if (!complete) return null
  const { name, email, roles } = data
  const shownName = nameOr(name, email ?? 'You')
  const highest = roles.at(-1)
  return (
    <PopoverMenu
      align="end"
      panelName="Your account"
      buttonClass={styles['button'] ?? ''}
      label={
        <>
          <span className={styles['initials']} aria-hidden="true" translate="no">
            {initialsOf(shownName)}
          </span>
          <span className="visually-hidden">Your account: </span>
          <span className={styles['name']}>{shownName}</span>
          <ChevronDownIcon />
        </>
      }
    >
      <div className={styles['panel']}>
        <p className={styles['who']}>{shownName}</p>
        {email && (
          <p className={`muted ${styles['email']}`} translate="no">
            {email}
          </p>
        )}
        <p className={styles['role']}>{highest ? (roleNames[highest] ?? highest) : 'No role yet'}</p>
        <SignOutButton />
      </div>
    </PopoverMenu>
  )
}

function SignOutButton() {
  const [state, setState] = useState<'idle' | 'leaving' | 'failed'>('idle')
  return (
    <>
      {state === 'failed' && <p role="alert">Signing out did not work. Try again.</p>}
      <button
        type="button"
        className="button"
        disabled={state === 'leaving'}
        onClick={() => {
          setState('leaving')
          signOut().catch(() => setState('failed'))
        }}
      >
        {state === 'leaving' ? 'Signing out…' : 'Sign out'}
      </button>
    </>
  )
}
