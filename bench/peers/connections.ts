import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Connections that are open before anything is asked, so that only the answers are timed. */
export interface Connections {
  /** Asks on all of them at once. @returns how long each answer took to be there, in milliseconds */
  askAtOnce(): Promise<number[]>
  close(): void
}

const headEnd = '\r\n\r\n'

/** One connection for each person, to ask for the same thing. */
export async function openConnections(url: string, people: readonly string[], body: string): Promise<Connections> {
  const { hostname, port, host } = new URL(url)
  const sockets = people.map(() => connect({ host: hostname, port: Number(port), noDelay: true }))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  const requests = people.map((authorization) =>
    Buffer.from(
      [
        'POST /graphql HTTP/1.1',
        `host: ${host}`,
        'content-type: application/json',
        'accept: application/json',
        `authorization: ${authorization}`,
        `content-length: ${Buffer.byteLength(body)}${headEnd}${body}`,
      ].join('\r\n'),
    ),
  )
  return {
    askAtOnce() {
      const begun = performance.now()
      return Promise.all(
        sockets.map(async (socket, index) => {
          const answered = answerOf(socket)
          socket.write(requests[index] ?? '')
          await answered
          return performance.now() - begun
        }),
      )
    },
    close: () => sockets.forEach((socket) => socket.destroy()),
  }
}

/** Waits for one whole answer. @throws Error when it is no success, or of unknown length */
function answerOf(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let head = ''
  let missing: number | null = null
  const read = (chunk: Buffer) => {
    if (missing === null) {
      head += chunk.toString('latin1')
      const end = head.indexOf(headEnd)
      if (end === -1) return
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
      if (!head.startsWith('HTTP/1.1 200') || length === undefined) reject(new Error(head.slice(0, 500)))
      missing = Number(length) - (head.length - end - headEnd.length)
    } else {
      missing -= chunk.length
    }
    if (missing > 0) return
    socket.off('data', read)
    resolve()
  }
  socket.on('data', read)
  return promise
}
