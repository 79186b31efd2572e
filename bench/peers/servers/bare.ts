import { createServer } from 'node:http'
import { listen } from './shared/listen.ts'

/*
 * The least that a server in Node can do: it reads the request and sends bytes that it holds. By the text of the body,
 * and where it was told so, by whose token it is. Its parent tells it what to answer.
 */
interface Answer {
  readonly body: string
  readonly authorization: string | null
  readonly answer: string
}

const answers = new Map<string, Map<string, Buffer>>()

process.on('message', ({ body, authorization, answer }: Answer) => {
  const byPerson = answers.get(body) ?? new Map<string, Buffer>()
  answers.set(body, byPerson.set(authorization ?? '', Buffer.from(answer)))
  process.send?.({ kept: true })
})

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const byPerson = answers.get(Buffer.concat(chunks).toString())
    const answer = byPerson?.get(request.headers.authorization ?? '') ?? byPerson?.get('')
    response.writeHead(answer ? 200 : 404, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': answer?.length ?? 0,
    })
    response.end(answer)
  })
})
process.once('disconnect', () => process.exit())
process.send?.({ port: await listen(server), recordsMebibytes: 0 })
