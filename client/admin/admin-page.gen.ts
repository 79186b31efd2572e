/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type * as Types from '../graphql/types.gen.ts';

import type { UserMenu_ViewerFragment } from '../viewer/viewer.gen.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The status to set on tickets of one board. */
export type BoardStatusInput = {
  /** ConnectWise's id of the board. */
  readonly boardId: number;
  /** ConnectWise's id of a status of that board. */
  readonly statusId: number;
};

/** The result of testing one area. */
export type ConnectionCheckState =
  /** Access failed: the message says what to do. */
  | 'FAILED'
  /** Access works. */
  | 'OK'
  /** Not tested, because another area has to work first or there is nothing to test with. */
  | 'SKIPPED';

/** A new tenant. */
export type CreateTenantInput = {
  /** 1 to 40 lower-case letters, digits and hyphens, starting with a letter or digit. Cannot be changed later. */
  readonly id: string;
  /** 1 to 100 characters. */
  readonly name: string;
};

/** The ConnectWise member of an operator. */
export type MemberMappingInput = {
  /** The operator's e-mail address. */
  readonly email: string;
  /** The member's identifier: at most 15 letters, digits, dots, hyphens and underscores. */
  readonly memberIdentifier: string;
};

/** A tenant's new name. */
export type RenameTenantInput = {
  /** The tenant. */
  readonly id: string;
  /** 1 to 100 characters. */
  readonly name: string;
};

/**
 * All of a tenant's ConnectWise credentials, replacing existing ones. The URL may be in any of its usual forms; only
 * ConnectWise's own hosts and those of the setting CONNECTWISE_ALLOWED_HOSTS are accepted.
 */
export type SaveConnectWiseCredentialsInput = {
  /** Whether a logged change also sets the status. */
  readonly autoUpdateStatus?: boolean;
  /** Such as `api-na.myconnectwise.net` or `https://na.myconnectwise.net/v4_6_release/apis/3.0/`. */
  readonly baseUrl: string;
  /** The client id (a GUID) from ConnectWise's developer network. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly clientId: string;
  /** The company id, as in ConnectWise's own sign-in. */
  readonly companyId: string;
  /** At most 15 letters, digits, dots, hyphens and underscores. */
  readonly defaultMemberIdentifier?: string | null | undefined;
  /** The status to set, by board; at most one per board. */
  readonly defaultStatuses?: ReadonlyArray<BoardStatusInput>;
  /** 0 to 1440 minutes; 0 means no time entry. */
  readonly defaultTimeMinutes?: number;
  /** Maps operators to members; at most one per e-mail address. If omitted, the saved one is kept. */
  readonly memberMap?: ReadonlyArray<MemberMappingInput> | null | undefined;
  /** The API member's private key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly privateKey: string;
  /** The API member's public key. Empty keeps the saved one, provided the URL stays on the same host. */
  readonly publicKey: string;
  /** The tenant. */
  readonly tenantId: string;
  /** A work role by name. */
  readonly workRole?: string | null | undefined;
  /** A work type by name. */
  readonly workType?: string | null | undefined;
};

/** Which feature to switch. */
export type SetFeatureFlagInput = {
  /** On or off. Takes effect immediately. */
  readonly enabled: boolean;
  /** The feature's key. An unknown one is rejected with a list of the known ones. */
  readonly key: string;
  /** The tenant. If omitted, sets the global setting, for tenants without their own. */
  readonly tenantId?: string | null | undefined;
};

/** The systems behind the graph. */
export type Vendor =
  /** Autotask PSA: service tickets, time entries, sales activity. */
  | 'AUTOTASK'
  /** ConnectWise PSA: tickets of the tenants that voice work is done for. */
  | 'CONNECTWISE'
  /** HubSpot: contacts, deals, website, forms, chat. */
  | 'HUBSPOT';

/** The status of a vendor. */
export type VendorState =
  /** It responds, but throttles or rejects some calls because of its limits. */
  | 'LIMITED'
  /** It is not configured on this gateway. */
  | 'NOT_CONFIGURED'
  /** It responds. */
  | 'OK'
  /** It rejects our credentials or their permissions. */
  | 'UNAUTHORIZED'
  /** It has not been checked yet, or its response is invalid. */
  | 'UNKNOWN'
  /** It does not respond. */
  | 'UNREACHABLE';

export type AdminPageQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminPageQuery = { readonly viewer: (
    { readonly id: string }
    & { ' $fragmentRefs'?: { 'UserMenu_ViewerFragment': UserMenu_ViewerFragment } }
  ), readonly tenants: ReadonlyArray<(
    { readonly id: string }
    & { ' $fragmentRefs'?: { 'TenantCard_TenantFragment': TenantCard_TenantFragment } }
  )> | null, readonly featureFlags: ReadonlyArray<{ readonly key: string, readonly enabled: boolean, readonly tenants: ReadonlyArray<{ readonly enabled: boolean, readonly tenant: { readonly id: string, readonly name: string } }> }> | null };

export type AdminVendorsQueryVariables = Exact<{ [key: string]: never; }>;


export type AdminVendorsQuery = { readonly vendorStatus: ReadonlyArray<{ readonly vendor: Types.Vendor, readonly state: Types.VendorState, readonly message: string | null, readonly checkedAt: string | null, readonly tenant: { readonly id: string, readonly name: string } | null, readonly budget: { readonly limit: number, readonly used: number, readonly windowSeconds: number } | null, readonly collections: ReadonlyArray<{ readonly name: string, readonly records: number, readonly complete: boolean, readonly progress: number, readonly checkedAt: string | null, readonly changedAt: string | null }> }> };

export type TenantCard_TenantFragment = { readonly id: string, readonly name: string, readonly connectWise: { readonly enabled: boolean, readonly credentials: { readonly baseUrl: string, readonly companyId: string, readonly publicKeyHint: string, readonly clientIdHint: string, readonly defaultTimeMinutes: number, readonly autoUpdateStatus: boolean, readonly defaultMemberIdentifier: string | null, readonly workRole: string | null, readonly workType: string | null, readonly updatedAt: string, readonly updatedBy: string, readonly defaultStatuses: ReadonlyArray<{ readonly boardId: number, readonly statusId: number }>, readonly memberMap: ReadonlyArray<{ readonly email: string, readonly memberIdentifier: string }> } | null } } & { ' $fragmentName'?: 'TenantCard_TenantFragment' };

export type CreateTenantMutationVariables = Exact<{
  input: Types.CreateTenantInput;
}>;


export type CreateTenantMutation = { readonly createTenant: { readonly tenant: (
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'TenantCard_TenantFragment': TenantCard_TenantFragment } }
    ) | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type RenameTenantMutationVariables = Exact<{
  input: Types.RenameTenantInput;
}>;


export type RenameTenantMutation = { readonly renameTenant: { readonly tenant: { readonly id: string, readonly name: string } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type SaveCredentialsMutationVariables = Exact<{
  input: Types.SaveConnectWiseCredentialsInput;
}>;


export type SaveCredentialsMutation = { readonly saveConnectWiseCredentials: { readonly tenant: (
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'TenantCard_TenantFragment': TenantCard_TenantFragment } }
    ) | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type DeleteCredentialsMutationVariables = Exact<{
  tenantId: string;
}>;


export type DeleteCredentialsMutation = { readonly deleteConnectWiseCredentials: { readonly tenant: (
      { readonly id: string }
      & { ' $fragmentRefs'?: { 'TenantCard_TenantFragment': TenantCard_TenantFragment } }
    ) | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type TestConnectionMutationVariables = Exact<{
  tenantId: string;
}>;


export type TestConnectionMutation = { readonly testConnectWiseConnection: { readonly checks: ReadonlyArray<{ readonly area: string, readonly state: Types.ConnectionCheckState, readonly message: string | null }>, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type SetFeatureFlagMutationVariables = Exact<{
  input: Types.SetFeatureFlagInput;
}>;


export type SetFeatureFlagMutation = { readonly setFeatureFlag: { readonly flag: { readonly key: string, readonly enabled: boolean, readonly tenants: ReadonlyArray<{ readonly enabled: boolean, readonly tenant: { readonly id: string, readonly name: string, readonly connectWise: { readonly enabled: boolean } } }> } | null, readonly userErrors: ReadonlyArray<{ readonly field: ReadonlyArray<string> | null, readonly message: string }> } };

export type TenantBoardsQueryVariables = Exact<{
  tenantId: string;
}>;


export type TenantBoardsQuery = { readonly tenant: { readonly id: string, readonly connectWise: { readonly boards: ReadonlyArray<{ readonly id: number, readonly name: string, readonly statuses: ReadonlyArray<{ readonly id: number, readonly name: string }> | null }> | null } } | null };

export const TenantCard_TenantFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenantCard_tenant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"credentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"companyId"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyHint"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdHint"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"autoUpdateStatus"}},{"kind":"Field","name":{"kind":"Name","value":"defaultStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boardId"}},{"kind":"Field","name":{"kind":"Name","value":"statusId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultMemberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"memberMap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workRole"}},{"kind":"Field","name":{"kind":"Name","value":"workType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}}]} as unknown as DocumentNode<TenantCard_TenantFragment, unknown>;
export const AdminPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AdminPage"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserMenu_viewer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tenants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TenantCard_tenant"}}]}},{"kind":"Field","name":{"kind":"Name","value":"featureFlags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"tenants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenantCard_tenant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"credentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"companyId"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyHint"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdHint"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"autoUpdateStatus"}},{"kind":"Field","name":{"kind":"Name","value":"defaultStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boardId"}},{"kind":"Field","name":{"kind":"Name","value":"statusId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultMemberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"memberMap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workRole"}},{"kind":"Field","name":{"kind":"Name","value":"workType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserMenu_viewer"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Viewer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]} as unknown as DocumentNode<AdminPageQuery, AdminPageQueryVariables>;
export const AdminVendorsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AdminVendors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendorStatus"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"vendor"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"used"}},{"kind":"Field","name":{"kind":"Name","value":"windowSeconds"}}]}},{"kind":"Field","name":{"kind":"Name","value":"collections"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"records"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"progress"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"changedAt"}}]}}]}}]}}]} as unknown as DocumentNode<AdminVendorsQuery, AdminVendorsQueryVariables>;
export const CreateTenantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTenant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTenantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TenantCard_tenant"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenantCard_tenant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"credentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"companyId"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyHint"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdHint"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"autoUpdateStatus"}},{"kind":"Field","name":{"kind":"Name","value":"defaultStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boardId"}},{"kind":"Field","name":{"kind":"Name","value":"statusId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultMemberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"memberMap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workRole"}},{"kind":"Field","name":{"kind":"Name","value":"workType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}}]} as unknown as DocumentNode<CreateTenantMutation, CreateTenantMutationVariables>;
export const RenameTenantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RenameTenant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RenameTenantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"renameTenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RenameTenantMutation, RenameTenantMutationVariables>;
export const SaveCredentialsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SaveCredentials"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SaveConnectWiseCredentialsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"saveConnectWiseCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TenantCard_tenant"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenantCard_tenant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"credentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"companyId"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyHint"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdHint"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"autoUpdateStatus"}},{"kind":"Field","name":{"kind":"Name","value":"defaultStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boardId"}},{"kind":"Field","name":{"kind":"Name","value":"statusId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultMemberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"memberMap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workRole"}},{"kind":"Field","name":{"kind":"Name","value":"workType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}}]} as unknown as DocumentNode<SaveCredentialsMutation, SaveCredentialsMutationVariables>;
export const DeleteCredentialsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteCredentials"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteConnectWiseCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"TenantCard_tenant"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TenantCard_tenant"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tenant"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"credentials"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseUrl"}},{"kind":"Field","name":{"kind":"Name","value":"companyId"}},{"kind":"Field","name":{"kind":"Name","value":"publicKeyHint"}},{"kind":"Field","name":{"kind":"Name","value":"clientIdHint"}},{"kind":"Field","name":{"kind":"Name","value":"defaultTimeMinutes"}},{"kind":"Field","name":{"kind":"Name","value":"autoUpdateStatus"}},{"kind":"Field","name":{"kind":"Name","value":"defaultStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boardId"}},{"kind":"Field","name":{"kind":"Name","value":"statusId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"defaultMemberIdentifier"}},{"kind":"Field","name":{"kind":"Name","value":"memberMap"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"memberIdentifier"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workRole"}},{"kind":"Field","name":{"kind":"Name","value":"workType"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedBy"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteCredentialsMutation, DeleteCredentialsMutationVariables>;
export const TestConnectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestConnection"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testConnectWiseConnection"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"tenantId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"area"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TestConnectionMutation, TestConnectionMutationVariables>;
export const SetFeatureFlagDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetFeatureFlag"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetFeatureFlagInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setFeatureFlag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"flag"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"tenants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"enabled"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetFeatureFlagMutation, SetFeatureFlagMutationVariables>;
export const TenantBoardsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TenantBoards"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tenantId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"connectWise"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"boards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"statuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TenantBoardsQuery, TenantBoardsQueryVariables>;