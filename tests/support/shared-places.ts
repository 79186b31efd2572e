import { startDatabases } from '../integration/database/databases.ts'
import { redisServerPath, startRedisServer } from './redis-server.ts'

/** Where gateways share what they count; it can be taken away. */
export interface SharedPlace {
  /** Settings that point a gateway at it. */
  readonly environment: Record<string, string>
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

async function openPostgres(): Promise<SharedPlace> {
  const databases = await startDatabases('postgres')
  return { ...databases, environment: { DATABASE_URL: await databases.create() } }
}

async function openRedis(): Promise<SharedPlace> {
  const redis = await startRedisServer()
  return { ...redis, environment: { CACHE_URL: redis.url } }
}

/** The places that there are on this machine. */
export const sharedPlaces = [
  { name: 'PostgreSQL', open: openPostgres, isThere: true },
  { name: 'Redis', open: openRedis, isThere: redisServerPath !== null },
].filter(({ isThere }) => isThere)
