import type { GraphQLCodegenDataMasking } from '@apollo/client/masking'

// The generated types mark what a component may not read (' $fragmentRefs'); this makes Apollo's types enforce it.
declare module '@apollo/client' {
  export interface TypeOverrides extends GraphQLCodegenDataMasking.TypeOverrides {}
}
