import type { Simulators } from '../../simulators/start-simulators.ts'

/** An access token of Kenji Watanabe, who is signed in and has no role at all. */
export async function fetchTokenWithoutRole({ identity }: Pick<Simulators, 'identity'>): Promise<string> {
  const response = await fetch(`${identity.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'urn:msp-graph:simulator:chosen-person',
      client_id: 'portal',
      client_secret: 'portal-secret-of-the-simulator',
      user: 'kenji.watanabe@msp.example',
    }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}
