import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { createConnectWiseClient } from '../../../../server/vendors/connectwise/client.ts'
import {
  classifyConnectWiseResponse,
  connectWiseErrors,
} from '../../../../server/vendors/connectwise/classify-response.ts'
import { createConnectWiseWriter, type ConnectWiseWriter } from '../../../../server/vendors/connectwise/writer.ts'
import { createVendorHttp } from '../../../../server/vendors/kit/vendor-http.ts'
import { startFakeVendor, type FakeAnswer, type FakeVendor } from '../../../support/fake-vendor.ts'
import { newPlanner } from '../../../support/planners.ts'

export const clientId = '0a1b7a5e-6c1f-4c55-9d53-ac3e00000001'
/** What stands before every path. */
export const apiPath = '/v4_6_release/apis/3.0/'

/** A writer, and what is at the other end of its wire. */
export interface WriterWire {
  readonly writer: ConnectWiseWriter
  readonly vendor: FakeVendor
  /** Answers every call from now on. */
  answer(given: FakeAnswer): void
  close(): Promise<void>
}

/** Starts a writer of the tenant acme over a vendor that answers whatever a test wants. */
export async function startWriterWire(): Promise<WriterWire> {
  const vendor = await startFakeVendor()
  const http = createVendorHttp({
    errors: connectWiseErrors,
    plannerOf: () => newPlanner(),
    // Long enough for a machine that is busy with other tests: only silence is to end by it.
    timeoutMs: 5_000,
    classifyResponse: classifyConnectWiseResponse,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  })
  const account = {
    tenantId: 'acme',
    baseUrl: new URL(`${vendor.url}v4_6_release/`),
    companyId: 'acme',
    publicKey: 'public',
    privateKey: 'private',
    clientId,
  }
  return {
    writer: createConnectWiseWriter(createConnectWiseClient(http), account),
    vendor,
    answer: (given) => void (vendor.answer = () => given),
    async close() {
      http.close()
      await vendor.close()
    },
  }
}

export const serviceTicket = { ticketId: 7, isProject: false }
export const projectTicket = { ticketId: 7, isProject: true }
/** 2026-01-05T12:30:00Z. */
export const startedAt = Date.UTC(2026, 0, 5, 12, 30)

export const limits = () => ({ signal: AbortSignal.timeout(20_000) })

/** The code with which something fails. */
export const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    (value) => `no error, but ${JSON.stringify(value)}`,
    (error: { code?: unknown }) => error.code,
  )
