/** A company whose system is simulated, with its credentials. */
export interface SimulatedCompany {
  /** What it signs in with, such as `acme`; taken in any case. */
  companyId: string
  name: string
  publicKey: string
  privateKey: string
  /** A GUID. */
  clientId: string
  /** Its version's own, such as `v2026_1/`; on its own premises `v4_6_release/`. */
  codebase: string
  /** Such as `2026.1`. */
  version: string
  isCloud: boolean
}

/** The companies of the world. Two are in the cloud on different versions, one has its system on its own premises. */
export const simulatedCompanies: readonly SimulatedCompany[] = [
  {
    companyId: 'acme',
    name: 'Acme Telecom',
    publicKey: 'AcmePublicKey001',
    privateKey: 'simulated-acme-private-key',
    clientId: '0a1b7a5e-6c1f-4c55-9d53-ac3e00000001',
    codebase: 'v2026_1/',
    version: '2026.1',
    isCloud: true,
  },
  {
    companyId: 'globex',
    name: 'Globex Communications',
    publicKey: 'GlobexPublicKey2',
    privateKey: 'simulated-globex-private-key',
    clientId: '0a1b7a5e-6c1f-4c55-9d53-910be0000002',
    codebase: 'v2025_2/',
    version: '2025.2',
    isCloud: true,
  },
  {
    companyId: 'initech',
    name: 'Initech Voice Services',
    publicKey: 'InitechPublicKy3',
    privateKey: 'simulated-initech-private-key',
    clientId: '0a1b7a5e-6c1f-4c55-9d53-1417ec000003',
    codebase: 'v4_6_release/',
    version: '2025.1',
    isCloud: false,
  },
]

/** The member that owns these keys, in every company. */
export const apiMemberIdentifier = 'PortalAPI'
/** A member, role and type that are valid for every ticket of the initial world, as a tenant would be configured. */
export const defaultMemberIdentifier = 'rocdesk'
export const defaultWorkRole = 'Engineer'
export const defaultWorkType = 'Remote'

/** What is saved in the portal to reach the company's system. */
export interface ConnectWiseCredentials {
  baseUrl: string
  companyId: string
  publicKey: string
  privateKey: string
  clientId: string
  defaultMemberIdentifier: string
  workRole: string
  workType: string
}

/** What reaches a company's system at an address. Throws `RangeError` for a company there is none of. */
export function credentialsOf(companyId: string, url: string): ConnectWiseCredentials {
  const company = simulatedCompanies.find((candidate) => candidate.companyId === companyId)
  if (company === undefined) throw new RangeError(`There is no company ${companyId}`)
  const { publicKey, privateKey, clientId } = company
  return {
    baseUrl: `${url}/v4_6_release/apis/3.0`,
    companyId,
    publicKey,
    privateKey,
    clientId,
    defaultMemberIdentifier,
    workRole: defaultWorkRole,
    workType: defaultWorkType,
  }
}
