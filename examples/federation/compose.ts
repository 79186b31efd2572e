/*
 * Composes the gateway and the surveys into one graph, and prints it. In a project this runs when one of them changes, and what it
 * prints is kept.
 *
 * TOKEN: an access token for the gateway, which shows its schema to nobody else. GATEWAY_URL: http://localhost:8000.
 * SURVEYS_URL: http://localhost:4001.
 */
import { composeServices } from '@theguild/federation-composition'
import { parse } from 'graphql'

const { TOKEN, GATEWAY_URL = 'http://localhost:8000', SURVEYS_URL = 'http://localhost:4001' } = process.env

async function read(url: string, options: RequestInit): Promise<string> {
  const response = await fetch(url, options)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`)
  return text
}

const gatewaySdl = await read(new URL('/schema.graphql', GATEWAY_URL).href, {
  headers: { authorization: `Bearer ${TOKEN}` },
})
const answer = await read(SURVEYS_URL, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ _service { sdl } }' }),
})
const { data } = JSON.parse(answer) as { data: { _service: { sdl: string } } }

const composed = composeServices([
  { name: 'msp', url: new URL('/graphql', GATEWAY_URL).href, typeDefs: parse(gatewaySdl) },
  { name: 'surveys', url: SURVEYS_URL, typeDefs: parse(data._service.sdl) },
])
if (composed.supergraphSdl === undefined) {
  console.error(composed.errors?.map(({ message }) => message).join('\n'))
  process.exitCode = 1
} else {
  console.log(composed.supergraphSdl)
}
