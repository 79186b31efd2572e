import { expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { systemClock } from '../../../server/clock.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { createConnectWiseClient } from '../../../server/vendors/connectwise/client.ts'
import { createConnectWise, normaliseBaseUrl } from '../../../server/vendors/connectwise/index.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../server/vendors/connectwise/classify-response.ts'
import { createConnectWiseWriter } from '../../../server/vendors/connectwise/writer.ts'
import { createVendorHttp } from '../../../server/vendors/kit/vendor-http.ts'
import { createSimulatedClock } from '../../../simulators/clock.ts'
import { createConnectWiseSimulator } from '../../../simulators/connectwise/index.ts'
import { linkForms, type LinkForm } from '../../../simulators/connectwise/query/link-forms.ts'
import { smallWorld } from '../simulators/connectwise/small-connectwise.ts'
import { newPlanner } from '../../support/planners.ts'

const now = Date.parse('2026-03-01T12:00:00Z')
const links: Record<LinkForm, string> = {
  same: '<http://HOST/v4_6_release/apis/3.0/service/tickets?pageSize=2&page=2>; rel="next"',
  slash: '<http://HOST/v4_6_release/apis/3.0/service/tickets/?pageSize=2&page=2>; rel="next"',
  http: '<http://127.0.0.1/v4_6_release/apis/3.0/service/tickets?pageSize=2&page=2>; rel="next"',
  host: '<http://na.connectwise.invalid/v4_6_release/apis/3.0/service/tickets?pageSize=2&page=2>; rel="next"',
  codebase: '<http://HOST/v2026_1/apis/3.0/service/tickets?pageSize=2&page=2>; rel="next"',
  'params-first': '<http://HOST/v4_6_release/apis/3.0/service/tickets?pageSize=2&page=2>; title="a page"; rel="next"',
}

async function startWith(form: LinkForm) {
  const simulator = await createConnectWiseSimulator({
    seed: 1,
    scale: 1,
    now,
    clock: createSimulatedClock(now),
    latencyMs: 0,
    limits: true,
    port: 0,
    links: form,
    generate: smallWorld,
  })
  const parts = { logger: createLogger({ level: 'silent' }), metrics: createMetrics() }
  const http = createVendorHttp({
    errors: connectWiseErrors,
    plannerOf: () => newPlanner(),
    timeoutMs: 5_000,
    classifyResponse: classifyConnectWiseResponse,
    ...parts,
  })
  const cache = createCache({ store: createStore('memory:', () => undefined), clock: systemClock })
  const connectWise = createConnectWise({ cache, allowedHosts: [simulator.url], ...parts })
  const { baseUrl, companyId, publicKey, privateKey, clientId } = simulator.credentials('acme')
  const account = {
    tenantId: 'acme',
    baseUrl: normaliseBaseUrl(baseUrl, [simulator.url]),
    companyId,
    publicKey,
    privateKey,
    clientId,
  }
  return {
    simulator,
    connectWise,
    account,
    client: createConnectWiseClient(http),
    async close() {
      http.close()
      connectWise.close()
      await cache.close()
      await simulator.close()
    },
  }
}

test.each(linkForms)('every page is read and every check passes where links are spelled as “%s”', async (form) => {
  const { simulator, connectWise, account, client, close } = await startWith(form)
  const { authorization, clientId } = { ...account, authorization: basicOf(account) }
  const first = await fetch(`${account.baseUrl.href}apis/3.0/service/tickets?pageSize=2`, {
    headers: { authorization, clientId },
  })
  expect(first.headers.get('link')?.split(', <')[0]).toBe(links[form].replace('HOST', new URL(simulator.url).host))

  const query = { path: 'service/tickets', fields: ['id'], orderBy: 'id asc', pageSize: 2 }
  expect((await client.all(account, query)).map(({ id }) => id)).toEqual([11, 12, 13, 14, 15])
  expect((await connectWise.test(account)).filter(({ ok }) => !ok)).toEqual([])
  expect((await connectWise.status(account)).state).toBe('OK')

  const note = { text: 'First words', internal: false, memberIdentifier: null, since: now, notThese: new Set<number>() }
  const limits = { signal: AbortSignal.timeout(5_000) }
  const writer = createConnectWiseWriter(client, account)
  expect(await writer.findNote({ ticketId: 11, isProject: false }, note, limits)).toBe(70)
  await close()
})

const basicOf = ({ companyId, publicKey, privateKey }: Awaited<ReturnType<typeof startWith>>['account']) =>
  `Basic ${Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64')}`
