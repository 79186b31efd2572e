import { ApolloClient, InMemoryCache } from '@apollo/client'
import { changePolicy } from './change-policy.ts'
import { createGatewayLink } from './gateway-link.ts'

/** The portal's only Apollo client. Components see only the fields of their own fragment (data masking). */
export function createApolloClient(): ApolloClient {
  return new ApolloClient({
    link: createGatewayLink(),
    dataMasking: true,
    devtools: { enabled: import.meta.env.DEV },
    cache: new InMemoryCache({
      typePolicies: {
        Change: changePolicy,
        // Values without an id: two selections of one are parts of the same value.
        Freshness: { merge: true },
        DateRange: { merge: true },
        // Two operations select different parts of one summary: a failure of one must not erase the other's data.
        Query: {
          fields: {
            crmSummary: { keyArgs: (_args, { field }) => field?.alias?.value },
            vendorStatus: { keyArgs: (_args, { field }) => field?.alias?.value },
          },
        },
        // Values that depend on the operation's arguments, without an identity of their own: a stage with its deals, a
        // form with the figures of a range.
        DealStage: { keyFields: false },
        FormStat: { keyFields: false },
        ConnectWise: { merge: true },
        ConnectWiseCredentials: { merge: true },
        FeatureFlag: { keyFields: ['key'] },
        // The same person with the roles of that time.
        AuditActor: { keyFields: false },
        // ConnectWise's ids are unique only per tenant and record type.
        ConnectWiseRef: { keyFields: false },
        ConnectWiseStatus: { keyFields: false },
      },
    }),
  })
}
