/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/**
 * The state of a deal, by its stage. What is open is HubSpot's own meaning: the stage is not closed. Of a deal whose stage no
 * longer exists, HubSpot's flags of the deal itself decide.
 */
export type DealState =
  /** In a closed stage that is neither won nor lost, such as `On hold`: its probability is neither 1 nor 0, or unknown. */
  | 'CLOSED_OTHER'
  /** In a closed stage with probability 0. */
  | 'LOST'
  /** In a stage that is not closed. */
  | 'OPEN'
  /** In a closed stage with probability 1. */
  | 'WON';

export type DealTable_DealFragment = { readonly id: string, readonly name: string, readonly closeDate: string | null, readonly createdAt: string, readonly state: Types.DealState, readonly amount: { readonly amount: string, readonly currency: string } | null, readonly stage: { readonly id: string, readonly label: string }, readonly pipeline: { readonly id: string, readonly name: string } } & { ' $fragmentName'?: 'DealTable_DealFragment' };

export const DealTable_DealFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DealTable_deal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Deal"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pipeline"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closeDate"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]} as unknown as DocumentNode<DealTable_DealFragment, unknown>;