import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { createIdentitySimulator } from '../../../../simulators/identity/identity-simulator.ts'

/** A fresh identity simulator on a free port. */
export function startIdentity() {
  return createIdentitySimulator({ port: 0, latencyMs: 0, clock: createSimulatedClock() })
}

/** The token endpoint's answer to the grant that stands in for a person at the sign-in page. */
export async function askForTokens(issuer: string, wanted: Record<string, string>) {
  const body = new URLSearchParams({
    grant_type: 'urn:msp-graph:simulator:chosen-person',
    client_id: 'portal',
    client_secret: 'portal-secret-of-the-simulator',
    ...wanted,
  })
  const response = await fetch(`${issuer}/token`, { method: 'POST', body })
  return { status: response.status, body: (await response.json()) as { access_token: string; id_token: string } }
}

/** Changes the simulated world: `POST /__sim/records`. */
export async function changeRecords(issuer: string, change: object) {
  const response = await fetch(`${issuer}/__sim/records`, { method: 'POST', body: JSON.stringify(change) })
  return { status: response.status, body: (await response.json()) as { signingKeys: string[]; error: string } }
}

export async function getJson(url: string): Promise<unknown> {
  return (await fetch(url)).json()
}
