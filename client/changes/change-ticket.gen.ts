/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { ChangeEntry_ChangeFragment } from './change-entry.gen.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What was changed. */
export type ChangeDetailsInput = {
  /** The changed fields; at most 50. */
  readonly fields?: ReadonlyArray<ChangedFieldInput>;
  /** The kind of change. */
  readonly kind: ChangeKind;
  /** The changed person or number, such as `Ann Lee (ext. 204)` or `+1 555 0100`. 1 to 200 characters. */
  readonly subject: string;
};

/** The kind of a change. */
export type ChangeKind =
  /** A direct inward dialling number was created. */
  | 'DID_CREATED'
  /** A direct inward dialling number was deleted. */
  | 'DID_DELETED'
  /** A direct inward dialling number was changed. */
  | 'DID_UPDATED'
  /** A 3CX user was created. */
  | 'THREE_CX_USER_CREATED'
  /** A 3CX user was deleted. */
  | 'THREE_CX_USER_DELETED'
  /** A 3CX user was changed. */
  | 'THREE_CX_USER_UPDATED'
  /** The voice configuration of a user was changed. */
  | 'VOICE_CONFIGURATION_UPDATED';

/** A changed field. */
export type ChangedFieldInput = {
  /** The new value; null: not set. At most 1,000 characters. */
  readonly after?: string | null | undefined;
  /** The previous value; null: not set. At most 1,000 characters. */
  readonly before?: string | null | undefined;
  /** Its name, such as `Forward to`. 1 to 100 characters. */
  readonly name: string;
};

/**
 * A change of a tenant's voice configuration to log on its ticket: a note, time and optionally a new status, each
 * delivered exactly once. Requires `change` or `note`.
 */
export type LogChangeInput = {
  /** What was changed, from which the note is composed. */
  readonly change?: ChangeDetailsInput | null | undefined;
  /** 1 to 200 characters, unique per change, such as a UUID. Reusing a key returns the same change; with different content, it is rejected. */
  readonly idempotencyKey: string;
  /** The member to attribute it to. Defaults to the operator's in the tenant's `memberMap`, else to the tenant's default. */
  readonly memberIdentifier?: string | null | undefined;
  /** 0 to 1440; 0 means no time entry. Defaults to the tenant's default. */
  readonly minutes?: number | null | undefined;
  /** Free text, at most 10,000 characters. */
  readonly note?: string | null | undefined;
  /** A status of the ticket's board. Defaults to the tenant's default for the board if `autoUpdateStatus` is set, otherwise the status is unchanged. */
  readonly statusId?: number | null | undefined;
  /** The tenant. */
  readonly tenantId: string;
  /** The ticket's number. */
  readonly ticketId: number;
  /**
   * How many seconds to wait for ConnectWise before responding, from 0 to 8; 8 by default. Whatever the value, the change
   * is stored once the mutation returns: poll `Query.change` for its progress.
   */
  readonly waitSeconds?: number | null | undefined;
};

/**
 * What a program can do about a `UserError`. Codes may be added: take one that is not known for `BAD_USER_INPUT`. They are
 * apart from `extensions.code` of `errors`, which say why a field has no value.
 */
export type UserErrorCode =
  /** The input has to be corrected: the message says what is allowed. Repeating the same input does not help. */
  | 'BAD_USER_INPUT'
  /** An operator cancelled the change before all of it was in ConnectWise. Log it anew if it is wanted after all. */
  | 'CANCELLED'
  /** The idempotency key belongs to a change with other content. Take a new key for each change. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** This gateway lacks a setting without which it cannot do this at all, such as keys to encrypt credentials with. An operator of the gateway has to add it. */
  | 'NOT_CONFIGURED'
  /** What the input names does not exist: a tenant, a ticket or a change. For a tenant or change of others, FORBIDDEN is in `errors` instead. */
  | 'NOT_FOUND'
  /** No error: the change is stored, not yet in ConnectWise, and delivered in the background. Poll `Query.change`; do not send it again under another key. */
  | 'PENDING'
  /** ConnectWise permanently refused the change; the message says why. Correct that, then use `retryChange`. */
  | 'REFUSED'
  /** The tenant has no credentials for ConnectWise, or they cannot be decrypted or used. An administrator has to save them. */
  | 'VENDOR_NOT_CONFIGURED';

export type ChangeTicketQueryVariables = Exact<{
  tenantId: string;
  ticketId: number;
}>;


export type ChangeTicketQuery = { readonly tenant: { readonly id: string, readonly connectWise: { readonly ticket: (
        { readonly id: string, readonly changes: ReadonlyArray<(
          { readonly id: string }
          & { ' $fragmentRefs'?: { 'ChangeEntry_ChangeFragment': ChangeEntry_ChangeFragment } }
        )> }
        & { ' $fragmentRefs'?: { 'TicketCard_TicketFragment': TicketCard_TicketFragment;'ChangeForm_TicketFragment': ChangeForm_TicketFragment } }
      ) | null } } | null };

export type TicketCard_TicketFragment = { readonly id: string, readonly ticketId: number, readonly summary: string, readonly closed: boolean, readonly recordType: string | null, readonly updatedAt: string | null, readonly status: { readonly id: number, readonly name: string }, readonly board: { readonly name: string }, readonly company: { readonly name: string } | null, readonly contact: { readonly name: string } | null, readonly owner: { readonly name: string } | null, readonly priority: { readonly name: string } | null, readonly notes: ReadonlyArray<{ readonly id: string, readonly text: string, readonly author: string | null, readonly createdAt: string | null, readonly internal: boolean }> | null } & { ' $fragmentName'?: 'TicketCard_TicketFragment' };

export type ChangeForm_TicketFragment = { readonly id: string, readonly ticketId: number, readonly status: { readonly id: number, readonly name: string }, readonly availableStatuses: ReadonlyArray<{ readonly id: number, readonly name: string, readonly isClosed: boolean }> | null } & { ' $fragmentName'?: 'ChangeForm_TicketFragment' };

export type LogChangeMutationVariables = Exact<{
  input: Types.LogChangeInput;
}>;


export type LogChangeMutation = { readonly logChange: { readonly change: (
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'ChangeEntry_ChangeFragment': ChangeEntry_ChangeFragment } }
    ) | null, readonly ticket: { readonly id: string, readonly status: { readonly id: number, readonly name: string } } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string, readonly code: Types.UserErrorCode }>, readonly loggedBefore: (
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'ChangeEntry_ChangeFragment': ChangeEntry_ChangeFragment } }
    ) | null } };

export const TicketCard_TicketFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TicketCard_ticket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectWiseTicket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"closed"}},{"kind":"Field","name":{"kind":"Name","value":"recordType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"board"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"company"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priority"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}}]}}]}}]} as unknown as DocumentNode<TicketCard_TicketFragment, unknown>;
export const ChangeForm_TicketFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeForm_ticket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectWiseTicket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isClosed"}}]}}]}}]} as unknown as DocumentNode<ChangeForm_TicketFragment, unknown>;
export const ChangeTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangeTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ticketId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ticketId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ticketId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TicketCard_ticket"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeForm_ticket"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry_change"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TicketCard_ticket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectWiseTicket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"closed"}},{"kind":"Field","name":{"kind":"Name","value":"recordType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"board"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"company"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"contact"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"owner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"priority"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"internal"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeForm_ticket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ConnectWiseTicket"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"availableStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isClosed"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry_change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"operator"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelRequestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledBy"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<ChangeTicketQuery, ChangeTicketQueryVariables>;
export const LogChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LogChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LogChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry_change"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"loggedBefore"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeEntry_change"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry_change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"operator"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelRequestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledBy"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<LogChangeMutation, LogChangeMutationVariables>;