import type { SimulatedCompany } from '../companies.ts'
import type { Answer } from './call.ts'

/** `GET /system/info`: the version of the company's system; needs keys and no right. */
export const systemInfo: Answer = ({ company }) => ({ status: 200, body: infoOf(company) })

function infoOf({ version, isCloud }: SimulatedCompany) {
  return {
    version: `v${version}.10333`,
    isCloud,
    serverTimeZone: 'Eastern Standard Time',
    licenseBits: [{ name: 'ServiceDesk', activeFlag: true }],
    ...(isCloud ? { cloudRegion: 'NA' } : {}),
    maxWorkFlowRecordsAllowed: 25_000,
  }
}
