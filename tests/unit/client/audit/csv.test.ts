import { describe, expect, test } from 'vitest'
import { type DownloadedRecord, toCsv } from '../../../../client/audit/csv.ts'
import { csvHead } from '../../../../server/audit/csv.ts'

const record = (part: Partial<DownloadedRecord> = {}): DownloadedRecord => ({
  id: 'c:1',
  at: '2026-03-18T15:00:00Z',
  actor: { id: 'o', name: 'Olga', roles: ['VIEWER', 'OPERATOR'] },
  credential: 'token:a',
  address: '10.0.0.1',
  requestId: 'r',
  kind: 'read',
  operation: 'Desk',
  document: 'd',
  fields: ['tickets', 'tenant(id: "acme")'],
  tenants: ['acme'],
  outcome: 'ok',
  code: null,
  vendorCalls: 2,
  rows: 25,
  milliseconds: 12,
  count: 1,
  ...part,
})

describe('the downloaded file', () => {
  test('has the columns of npm run audit -- export, the hash excepted, and a line for each record', () => {
    expect(toCsv([record()])).toBe(
      `\uFEFF${csvHead.replace(',completes,hash', '')}\r\n` +
        'c:1,2026-03-18T15:00:00Z,read,ok,,o,Olga,VIEWER OPERATOR,token:a,10.0.0.1,r,Desk,d,' +
        '"tickets; tenant(id: ""acme"")",acme,25,2,12,1\r\n',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '  =1'])('runs nothing of a name such as %j', (name) => {
    expect(toCsv([record({ actor: { id: 'o', name, roles: [] } })])).toContain(`,o,"'${name}",`)
  })
})
