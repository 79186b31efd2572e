import { useFragment, useQuery } from '@apollo/client/react'
import { ShellViewerDocument, UserMenu_ViewerFragmentDoc } from './viewer.gen.ts'

const none: readonly string[] = []

/** The signed-in user's roles, as far as an operation has loaded them; empty until then. */
export function useRoles(): readonly string[] {
  const viewer = useQuery(ShellViewerDocument, { fetchPolicy: 'cache-only' }).data?.viewer ?? null
  const { data, complete } = useFragment({ fragment: UserMenu_ViewerFragmentDoc, from: viewer })
  return complete && data ? data.roles : none
}
