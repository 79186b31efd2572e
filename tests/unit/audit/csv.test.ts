import { describe, expect, test } from 'vitest'
import { createEntry, type AuditEntry } from '../../../server/audit/audit-entry.ts'
import { csvHead, toCsvLine, toJsonLine } from '../../../server/audit/csv.ts'

const record = (more: Partial<AuditEntry>) => ({
  id: 'c-1:7',
  hash: 'h',
  entry: createEntry({ kind: 'read', at: Date.UTC(2026, 2, 18), ...more }),
})

/** A cell of the line of a record with this name. */
function nameCell(name: string): string {
  const line = toCsvLine(record({ actor: { id: 'o', name, roles: [] } }))
  return line.slice('c-1:7,2026-03-18T00:00:00.000Z,read,ok,,o,'.length, line.indexOf(',,,,,,,,,0,0,0,1,,h'))
}

describe('a record as CSV', () => {
  test('has a cell for each column', () => {
    const entry = {
      actor: { id: 'o', name: 'Olga', roles: ['VIEWER', 'OPERATOR'] },
      fields: ['tickets', 'tenant(id: "acme")'],
      tenants: ['acme', 'globex'],
      count: 3,
    } as const

    expect(csvHead.split(',')).toHaveLength(21)
    expect(toCsvLine(record(entry))).toBe(
      'c-1:7,2026-03-18T00:00:00.000Z,read,ok,,o,Olga,VIEWER OPERATOR,,,,,,"tickets; tenant(id: ""acme"")",acme globex,0,0,0,3,,h',
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1'])('a name such as %j runs nothing', (name) => {
    expect(nameCell(name)).toBe(`"'${name}"`)
  })

  test('a name with quotes, commas and lines stays one cell', () => {
    expect(nameCell('a "b", c\nd')).toBe('"a ""b"", c\nd"')
  })

  test('as JSON it is one line', () => {
    const line = toJsonLine(record({ operation: 'a\nb' }))

    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toMatchObject({
      id: 'c-1:7',
      at: '2026-03-18T00:00:00.000Z',
      operation: 'a\nb',
      hash: 'h',
    })
  })
})
