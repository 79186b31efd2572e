import { graphScope } from './graph-resource.ts'

/** The gateway as the simulated issuer knows it. The secret is none: it opens nothing but simulators. */
export const portalClient = {
  id: 'portal',
  secret: 'portal-secret-of-the-simulator',
  redirectUri: 'http://localhost:8000/auth/callback',
  signedOutUri: 'http://localhost:8000/',
}

/** What the gateway asks for when somebody signs in. */
export const signInScope = `openid profile email offline_access ${graphScope}`

/** The grant of the token endpoint that stands in for a person at the sign-in page. */
export const chosenPersonGrant = 'urn:msp-graph:simulator:chosen-person'
