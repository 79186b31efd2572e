/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The state of a change. */
export type ChangeState =
  /** An operator cancelled it before all of it was in ConnectWise: DONE steps are there, the others never will be. */
  | 'CANCELLED'
  /** All of it is in ConnectWise. */
  | 'DONE'
  /** ConnectWise permanently refused a step, whose `reason` says why. Retry once that is corrected. */
  | 'FAILED'
  /** It is stored and will be delivered as soon as ConnectWise accepts it. */
  | 'PENDING';

/** The steps of a delivery. */
export type ChangeStepKind =
  /** A note on the ticket. */
  | 'NOTE'
  /** The ticket's new status. */
  | 'STATUS'
  /** A time entry on the ticket. */
  | 'TIME';

/** The state of a step. */
export type ChangeStepState =
  /** It is in ConnectWise. */
  | 'DONE'
  /** ConnectWise permanently refused it. */
  | 'FAILED'
  /** Not yet in ConnectWise. */
  | 'PENDING'
  /** Not needed: no time, no new status, a later change has set the status, or the change was cancelled. */
  | 'SKIPPED';

export type ChangeEntry_ChangeFragment = { readonly id: string, readonly ticketId: number, readonly note: string, readonly minutes: number, readonly memberIdentifier: string | null, readonly operator: string, readonly state: Types.ChangeState, readonly createdAt: string, readonly finishedAt: string | null, readonly cancelRequestedAt: string | null, readonly cancelledBy: string | null, readonly steps: ReadonlyArray<{ readonly kind: Types.ChangeStepKind, readonly state: Types.ChangeStepState, readonly attempts: number, readonly vendorId: string | null, readonly reason: string | null }> } & { ' $fragmentName'?: 'ChangeEntry_ChangeFragment' };

export const ChangeEntry_ChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry_change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"operator"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelRequestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledBy"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<ChangeEntry_ChangeFragment, unknown>;