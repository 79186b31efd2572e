/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type ChatWidgetQueryVariables = Exact<{ [key: string]: never; }>;


export type ChatWidgetQuery = { readonly chatWidget: { readonly hubId: string, readonly scriptUrl: string, readonly identificationEmail: string | null, readonly identificationToken: string | null } | null };


export const ChatWidgetDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChatWidget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"chatWidget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hubId"}},{"kind":"Field","name":{"kind":"Name","value":"scriptUrl"}},{"kind":"Field","name":{"kind":"Name","value":"identificationEmail"}},{"kind":"Field","name":{"kind":"Name","value":"identificationToken"}}]}}]}}]} as unknown as DocumentNode<ChatWidgetQuery, ChatWidgetQueryVariables>;