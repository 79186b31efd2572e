import type { Principal } from '../auth/principal.ts'
import { lazy } from '../cache/lazy.ts'
import type { HubSpot } from '../vendors/hubspot/index.ts'
import type { Site } from './site.ts'

/** What a page needs to show the chat to somebody. */
export interface ChatWidget {
  readonly hubId: string
  scriptUrl(): Promise<string>
  /** The address and the token belong together: both are there, or neither. */
  identity(): Promise<{ readonly email: string; readonly token: string } | null>
}

/** @param principal whose address the token vouches for: it comes from the verified sign-in, and from nowhere else */
export function describeChat(hubspot: HubSpot, site: Site, { email }: Pick<Principal, 'email'>): ChatWidget {
  const chat = hubspot.chat()
  return {
    hubId: chat.hubId,
    scriptUrl: async () => chat.scriptUrl((await site.loaders.account()).value.region),
    identity: lazy(async () => {
      const token = email === null ? null : await chat.tokenFor(email)
      return email === null || token === null ? null : { email, token }
    }),
  }
}
