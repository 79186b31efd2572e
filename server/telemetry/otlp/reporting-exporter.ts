import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import type { Logger } from '../logger.ts'

type ExportResult = Parameters<Parameters<SpanExporter['export']>[1]>[0]

/** The library has its enum in a package of its own. */
const success = 0 as ExportResult['code']

/** An exporter that tells the log when the collector takes no traces, and when it does again: once each. */
export function createReportingExporter(exporter: SpanExporter, logger: Logger): SpanExporter {
  let isTaken = true

  function report(error: Error | undefined): void {
    if (isTaken === (error === undefined)) return
    isTaken = error === undefined
    if (isTaken) logger.info('traces are sent again')
    else logger.warn({ err: error }, 'traces cannot be sent')
  }

  return {
    export(spans: ReadableSpan[], onEnd) {
      exporter.export(spans, (result) => {
        report(result.code === success ? undefined : (result.error ?? new Error('The collector refused them.')))
        onEnd(result)
      })
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  }
}
