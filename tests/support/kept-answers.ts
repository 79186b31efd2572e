import { countResults } from './count-metric.ts'

/** How many root fields of the service desk a gateway took from what it keeps, and made, while something was done. */
export const readAnswers = (url: string, work: () => Promise<unknown>): Promise<{ kept: number; made: number }> =>
  countResults(url, 'gateway_kept_fields_total', ['kept', 'made'], work)
