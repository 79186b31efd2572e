import { createClient } from '@keyv/redis'

/**
 * Reconnect if nothing was received for this long, in milliseconds; a ping per second keeps a healthy connection
 * active.
 */
const silenceMs = 3_000

/**
 * A connection, made in the background and again whenever it is lost; while there is none, commands fail at once.
 *
 * @param onError is told why there is none
 */
export function openRedisClient(url: string, onError: (error: unknown) => void) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // Redis before 7.2 does not know the command, and its refusal can come back as another command's after a reconnect.
    disableClientInfo: true,
    pingInterval: 1_000,
    socket: {
      connectTimeout: 1_000,
      socketTimeout: silenceMs,
      reconnectStrategy: (tries) => Math.min(tries * 100, 1_000),
    },
  })
  // Without a listener an error would end the process.
  client.on('error', onError)
  // What goes wrong is told as an error of the client.
  client.connect().catch(() => undefined)
  return client
}
