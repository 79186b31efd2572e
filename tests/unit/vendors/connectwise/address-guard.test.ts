import type { LookupAddress, LookupAllOptions } from 'node:dns'
import { describe, expect, test } from 'vitest'
import {
  createGuardedLookup,
  ForbiddenAddressError,
  isPublicAddress,
} from '../../../../server/vendors/connectwise/address-guard.ts'

test.each(['1.1.1.1', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s is of the internet',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'not an address',
])('%s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

describe('a look-up', () => {
  const leadingTo = (...addresses: string[]) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    const system = (_: string, __: LookupAllOptions, done: (error: Error | null, found: LookupAddress[]) => void) =>
      done(null, found)
    return createGuardedLookup(system as never)
  }
  const find = (lookup: ReturnType<typeof createGuardedLookup>, all: boolean) =>
    new Promise((resolve) => {
      lookup('psa.example.com', { all }, (error, address, family) => resolve(error ?? [address, family]))
    })

  test('gives what the system found', async () => {
    expect(await find(leadingTo('1.1.1.1', '2606:4700::1'), false)).toEqual(['1.1.1.1', 4])
    expect(await find(leadingTo('1.1.1.1'), true)).toEqual([[{ address: '1.1.1.1', family: 4 }], undefined])
  })

  test('fails when any of several addresses is private', async () => {
    expect(await find(leadingTo('1.1.1.1', '10.0.0.1'), true)).toBeInstanceOf(ForbiddenAddressError)
    expect(await find(leadingTo('::1'), false)).toBeInstanceOf(ForbiddenAddressError)
  })

  test('fails when there is none', async () => {
    expect(await find(leadingTo(), false)).toBeInstanceOf(Error)
  })
})
