/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The systems behind the graph. */
export type Vendor =
  /** Autotask PSA: service tickets, time entries, sales activity. */
  | 'AUTOTASK'
  /** ConnectWise PSA: tickets of the tenants that voice work is done for. */
  | 'CONNECTWISE'
  /** HubSpot: contacts, deals, website, forms, chat. */
  | 'HUBSPOT';

export type CopyProgressQueryVariables = Exact<{ [key: string]: never; }>;


export type CopyProgressQuery = { readonly copies: ReadonlyArray<{ readonly vendor: Types.Vendor, readonly collections: ReadonlyArray<{ readonly name: string, readonly complete: boolean, readonly progress: number }> }> };


export const CopyProgressDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CopyProgress"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"copies"},"name":{"kind":"Name","value":"vendorStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"collections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}}]}}]}}]}}]} as unknown as DocumentNode<CopyProgressQuery, CopyProgressQueryVariables>;