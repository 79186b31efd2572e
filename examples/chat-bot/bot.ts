import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answer } from './answer.ts'

// A bot of a chat: a webhook that gets `{"text": "…"}` and answers `{"text": "…"}`. Yours has to check that the sender is your
// chat, by the signature that it sends, and to read and write the chat's own form.
// GRAPH_URL is the gateway's /graphql, GRAPH_TOKEN an access token for it (npm run token prints one for the demo).

const server = createServer((request, response) => {
  void (async () => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk)
    const { text } = JSON.parse(body) as { text?: unknown }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ text: await answer(typeof text === 'string' ? text : '') }))
  })().catch(() => response.writeHead(400).end())
})
server.listen(Number(process.env['PORT'] ?? 3001), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  console.log(`Listening on http://127.0.0.1:${port}`)
})
process.once('SIGTERM', () => server.close())
