import { ApolloClient, InMemoryCache } from '@apollo/client'
import { createGatewayLink } from './gateway-link.ts'

/** The one client of the portal. Components see only the fields of their own fragment (data masking). */
export function createApolloClient(): ApolloClient {
  return new ApolloClient({
    link: createGatewayLink(),
    dataMasking: true,
    devtools: { enabled: import.meta.env.DEV },
    cache: new InMemoryCache({
      typePolicies: {
        // Values without an id: two selections of one are parts of the same value.
        Freshness: { merge: true },
        DateRange: { merge: true },
        // Two operations ask for different parts of one summary: one that fails must not take the other's away.
        Query: { fields: { crmSummary: { keyArgs: (_args, { field }) => field?.alias?.value } } },
        // Parts of the answer they came in: a stage with what stood in it then, a form with its figures of those days.
        DealStage: { keyFields: false },
        FormStat: { keyFields: false },
        ConnectWise: { merge: true },
        ConnectWiseCredentials: { merge: true },
        FeatureFlag: { keyFields: ['key'] },
        // ConnectWise's own numbers: every tenant and every kind of thing counts from 1.
        ConnectWiseRef: { keyFields: false },
        ConnectWiseStatus: { keyFields: false },
      },
    }),
  })
}
