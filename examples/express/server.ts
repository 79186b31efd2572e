import type { AddressInfo } from 'node:net'
import { createRequestListener } from '@remix-run/node-fetch-server'
import express from 'express'
import { createGraph } from 'msp-graph'
import { itself, principalOf } from '../people.ts'

// An Express app of your own, with the graph in it. Settings come from the environment (see .env.example).

const graph = await createGraph({ principalOf })
const app = express()

// Before body parsers such as express.json(): the graph reads the body itself, when it knows the caller.
app.all('/graphql', createRequestListener(graph.handler))

interface Summary {
  activitySummary: { totalTickets: number; openTickets: number }
}

// A page of your own, from the same graph without HTTP: with the same limits, audit and cache.
app.get('/', async (_request, response) => {
  const document = '{ activitySummary { totalTickets openTickets } }'
  const { data, errors } = await graph.execute<Summary>({ document, principal: itself })
  if (!data || errors) {
    response
      .status(503)
      .type('text')
      .send((errors ?? []).map(({ message }) => message).join('\n'))
    return
  }
  const { totalTickets, openTickets } = data.activitySummary
  response.type('text').send(`${totalTickets} tickets this month, ${openTickets} of them open.\n`)
})

const server = app.listen(Number(process.env['PORT'] ?? 3000), () => {
  const { port } = server.address() as AddressInfo
  console.log(`Listening on http://localhost:${port}`)
})
process.once('SIGTERM', () => {
  server.close(() => void graph.close())
  server.closeIdleConnections()
})
