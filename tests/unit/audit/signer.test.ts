import { expect, test } from 'vitest'
import { createSigner } from '../../../server/audit/signer.ts'

const [one, two] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const

test('a signature holds for its own text and key, also when newer keys are in front', () => {
  const signed = createSigner([one]).sign('text')
  const rotated = createSigner([two, one])

  expect(rotated.check('text', signed)).toBe('valid')
  expect(rotated.check('other', signed)).toBe('wrong')
  expect(rotated.isNewest(signed)).toBe(false)
  expect(rotated.isNewest(rotated.sign('text'))).toBe(true)
  expect(createSigner([two]).check('text', signed)).toBe('unknown key')
})

test('without keys nothing is signed, and that is said', () => {
  const signer = createSigner([])

  expect([signer.hasKeys, signer.sign('text')]).toEqual([false, { keyId: null, signature: null }])
  expect(createSigner([one]).check('text', signer.sign('text'))).toBe('unsigned')
})

test('a signature reveals nothing of the key', () => {
  const { keyId, signature } = createSigner([one]).sign('text')

  expect(one.toString('hex')).not.toContain(keyId)
  expect(signature).toMatch(/^[\w-]{43}$/)
})
