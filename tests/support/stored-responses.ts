import { countResults } from './count-metric.ts'

/** Responses of a gateway that were stored, and made, while something was done. */
export const countResponses = (url: string, work: () => Promise<unknown>): Promise<{ stored: number; made: number }> =>
  countResults(url, 'gateway_responses_total', ['stored', 'made'], work)
