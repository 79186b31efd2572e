import { describe, expect, test } from 'vitest'
import { readLambdaConfig } from '../../../server/lambda/config.ts'

const settings = {
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_AUDIENCE: 'api://graph',
  DATABASE_URL: 'postgres://user:password@db.example:5432/gateway',
}

describe('the settings on AWS Lambda', () => {
  test('have their cache in the database, and answers that Lambda can return', () => {
    const { cacheUrl, limits } = readLambdaConfig({ ...settings, LIMIT_ANSWER_BYTES: '16777216' })

    expect([cacheUrl, limits.answerBytes]).toEqual(['postgres:', 4 * 2 ** 20])
    expect(readLambdaConfig({ ...settings, LIMIT_ANSWER_BYTES: '1048576' }).limits.answerBytes).toBe(2 ** 20)
  })

  test.each([
    ['no database', { DATABASE_URL: undefined }, ['DATABASE_URL']],
    ['a file as the database', { DATABASE_URL: 'file:data/gateway.db' }, ['DATABASE_URL']],
    ['a cache in memory', { CACHE_URL: 'memory:' }, ['CACHE_URL']],
    ['a cache in a Redis', { CACHE_URL: 'redis://cache.example' }, ['CACHE_URL']],
    ['both', { DATABASE_URL: 'file:a.db', CACHE_URL: 'memory:' }, ['DATABASE_URL', 'CACHE_URL']],
    ['a setting that is wrong anywhere', { SYNC_MONTHS: 'many' }, ['SYNC_MONTHS']],
  ])('refuse %s, and say why', (_, own, variables) => {
    const read = () => readLambdaConfig({ ...settings, ...own })

    expect(read).toThrow(/settings are not right/)
    for (const variable of variables) expect(read).toThrow(new RegExp(`${variable} +must be`))
  })
})
