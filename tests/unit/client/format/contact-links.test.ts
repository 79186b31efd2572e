import { expect, test } from 'vitest'
import { mailHref, telephoneHref } from '../../../../client/format/contact-links.ts'

test.each([
  ['(555) 010-0199 x204', 'tel:5550100199;ext=204'],
  ['555.010.0199 ext. 17', 'tel:5550100199;ext=17'],
  ['+1 555 010 0199, extension 9', 'tel:+15550100199;ext=9'],
  ['+1 555 010 0199 #12', 'tel:+15550100199;ext=12'],
  ['+44 (0)20 7946 0958', 'tel:+442079460958'],
  ['+49 30/123456-0', 'tel:+49301234560'],
  ['020 7946 0958', 'tel:02079460958'],
  ['911', 'tel:911'],
  ['+43\u00a01\u00a0234\u201056', 'tel:+43123456'],
])('the number %s is called as %s', (written, href) => {
  expect(telephoneHref(written)).toBe(href)
})

test.each([
  '1-800-FLOWERS',
  '555 0100 / 555 0101',
  '555 0100, 555 0101',
  '12',
  '+1234567890123456',
  'ask for Ann',
  '555 0100 x',
  '++1 555 0100',
  '',
])('the number %j is no link', (written) => {
  expect(telephoneHref(written)).toBeNull()
})

test.each([
  ['ann.lee@example.com', 'mailto:ann.lee@example.com'],
  [' ann@example.com ', 'mailto:ann@example.com'],
  ['o’brien+x@example.com', 'mailto:o%E2%80%99brien%2Bx@example.com'],
  ['ann@example.com?cc=all@example.com&body=x', null],
  ['a?cc=b@example.com', 'mailto:a%3Fcc%3Db@example.com'],
  ['ann@exa?subject=x.com', 'mailto:ann@exa%3Fsubject%3Dx.com'],
  ['ann at example.com', null],
  ['ann@example.com, bob@example.com', null],
  ['Ann <ann@example.com>', null],
  ['', null],
])('the address %j is written to as %j', (email, href) => {
  expect(mailHref(email)).toBe(href)
})

test('a long text is read in a time that grows with its length', () => {
  const cpuOf = (text: string) => {
    const start = process.cpuUsage()
    telephoneHref(text)
    mailHref(text)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000
  }
  for (const text of ['1'.repeat(100_000), ' '.repeat(100_000), 'x'.repeat(100_000), '@'.repeat(100_000)]) {
    expect(cpuOf(text)).toBeLessThan(1_000)
  }
})
