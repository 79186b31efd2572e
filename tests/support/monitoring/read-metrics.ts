import { parseMetrics, type Sample } from './recording.ts'

/** What a gateway answers at `/metrics`, as text. */
export const fetchMetrics = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text()

/** The samples of the metric with all these labels, such as `vendor="HUBSPOT"`. */
export async function readSamples(url: string, name: string, ...labels: readonly string[]): Promise<Sample[]> {
  const samples = parseMetrics(await fetchMetrics(url))
  return samples.filter((sample) => sample.name === name && labels.every((label) => sample.labels.includes(label)))
}

/** Their sum. */
export async function readSum(url: string, name: string, ...labels: readonly string[]): Promise<number> {
  return (await readSamples(url, name, ...labels)).reduce((sum, { value }) => sum + value, 0)
}
