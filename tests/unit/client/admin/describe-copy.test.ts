import { describe, expect, test } from 'vitest'
import {
  collectionName,
  describeChange,
  describeCheck,
  describeCopy,
  describeRecords,
} from '../../../../client/admin/describe-copy.ts'

const collection = {
  name: 'Tickets',
  records: 1_234,
  complete: true,
  progress: 1,
  checkedAt: '2026-03-18T15:00:00Z',
  changedAt: '2026-03-17T15:04:00Z',
}

describe('a copied collection', () => {
  test.each([
    ['Tickets', 'Tickets'],
    ['TimeEntries', 'Time entries'],
  ])('%s is called %s', (name, words) => {
    expect(collectionName(name)).toBe(words)
  })

  test.each([
    [1_234, '1,234 records'],
    [1, '1 record'],
    [0, '0 records'],
  ])('of %d is described as %s', (records, words) => {
    expect(describeRecords({ records })).toBe(words)
  })

  test.each([
    ['complete', [1, 1], 'The gateway keeps a copy of these records.'],
    ['just begun', [0, 0], 'The gateway is copying these records: 0% done.'],
    ['complete in one part only', [1, 0.456], 'The gateway is copying these records: 45% done.'],
    ['almost complete', [0.999], 'The gateway is copying these records: 99% done.'],
  ])('says so when it is %s', (_, shares, words) => {
    expect(
      describeCopy(
        shares.map((progress) => ({ progress, complete: progress === 1, checkedAt: '2026-03-18T15:00:00Z' })),
      ),
    ).toBe(words)
  })

  test('says so where no page has asked for some of it yet', () => {
    const asked = { progress: 1, complete: true, checkedAt: '2026-03-18T15:00:00Z' }
    const notAsked = { progress: 0, complete: false, checkedAt: null }

    expect(describeCopy([notAsked])).toBe('The gateway copies these records once a page asks for them.')
    expect(describeCopy([asked, notAsked])).toBe(
      'The gateway keeps a copy of these records, as far as pages have asked for them.',
    )
  })

  test('says when it was checked, and how long ago', () => {
    const options = { timeZone: 'UTC', ageSeconds: () => 300 }

    expect(describeCheck(collection, options)).toBe('Last checked for changes 3:00 PM (5 minutes ago).')
    expect(describeCheck({ checkedAt: null }, options)).toBe('')
  })

  test('says when a record last changed, if one has', () => {
    expect(describeChange(collection, 'America/New_York')).toMatch(/^Last change .*Mar 17.* 11:04\sAM$/)
    expect(describeChange({ changedAt: null }, 'UTC')).toBe('')
  })
})
