/** Whether `CACHE_URL` names a Redis. */
export const isRedisUrl = (url: string): boolean => /^rediss?:/.test(url)
