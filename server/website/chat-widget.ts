import type { Principal } from '../auth/principal.ts'
import { lazy } from '../cache/lazy.ts'
import type { HubSpot } from '../vendors/hubspot/index.ts'
import type { WebsiteContext } from './website-context.ts'

/** What a page needs to show the chat. */
export interface ChatWidget {
  readonly hubId: string
  scriptUrl(): Promise<string>
  /** Address and token are returned together or not at all. */
  identity(): Promise<{ readonly email: string; readonly token: string } | null>
}

/** @param principal provides the address for the token, which must come from the verified sign-in only */
export function describeChat(
  hubspot: HubSpot,
  website: WebsiteContext,
  { email }: Pick<Principal, 'email'>,
): ChatWidget {
  const chat = hubspot.chat()
  return {
    hubId: chat.hubId,
    scriptUrl: async () => chat.scriptUrl((await website.loaders.account()).value.region),
    identity: lazy(async () => {
      const token = email === null ? null : await chat.tokenFor(email)
      return email === null || token === null ? null : { email, token }
    }),
  }
}
