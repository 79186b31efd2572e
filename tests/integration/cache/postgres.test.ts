import { afterAll, beforeAll, describe } from 'vitest'
import { cacheTests } from '../../support/cache/cache-tests.ts'
import { openPostgresStore } from '../../support/cache/open-stores.ts'
import { revalidationTests } from '../../support/cache/revalidation-tests.ts'
import { sharingTests } from '../../support/cache/sharing-tests.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

describe('in PostgreSQL', () => {
  let databases: Databases
  let url: string
  beforeAll(async () => {
    databases = await startDatabases('postgres')
    url = await databases.create()
  })
  afterAll(() => databases.close())

  const open = () => openPostgresStore(url)
  describe('a cache', cacheTests(open))
  describe('a value past its freshness', revalidationTests(open))
  describe('caches of several gateways', sharingTests(open))
})
