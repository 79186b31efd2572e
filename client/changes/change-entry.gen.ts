/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How far a change is. */
export type ChangeState =
  /** An operator took it back before all of it was in ConnectWise: steps that are DONE are there, the others never will be. */
  | 'CANCELLED'
  /** All of it is in ConnectWise. */
  | 'DONE'
  /** ConnectWise refused a step for good: the step says why. It can be retried once that is mended. */
  | 'FAILED'
  /** It is safe with the gateway and will be delivered as soon as ConnectWise takes it. */
  | 'PENDING';

/** The steps of a delivery. */
export type ChangeStepKind =
  /** A note on the ticket. */
  | 'NOTE'
  /** The ticket's new status. */
  | 'STATUS'
  /** A time entry on the ticket. */
  | 'TIME';

/** How far a step is. */
export type ChangeStepState =
  /** It is in ConnectWise. */
  | 'DONE'
  /** ConnectWise refused it for good. */
  | 'FAILED'
  /** Not there yet. */
  | 'PENDING'
  /** There is nothing to do: no time, no new status, a later change has set the status meanwhile, or the change was cancelled. */
  | 'SKIPPED';

export type ChangeEntry_ChangeFragment = { readonly id: string, readonly ticketId: number, readonly note: string, readonly minutes: number, readonly memberIdentifier: string | null, readonly operator: string, readonly state: Types.ChangeState, readonly createdAt: string, readonly finishedAt: string | null, readonly cancelRequestedAt: string | null, readonly cancelledBy: string | null, readonly steps: ReadonlyArray<{ readonly kind: Types.ChangeStepKind, readonly state: Types.ChangeStepState, readonly attempts: number, readonly vendorId: string | null, readonly reason: string | null }> } & { ' $fragmentName'?: 'ChangeEntry_ChangeFragment' };

export const ChangeEntry_ChangeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeEntry_change"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"ticketId"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"minutes"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"operator"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelRequestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"cancelledBy"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"vendorId"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]} as unknown as DocumentNode<ChangeEntry_ChangeFragment, unknown>;