/** By how much a gateway's counter rose while something was done, for each of these results. */
export async function countResults<Result extends string>(
  url: string,
  metric: string,
  results: readonly Result[],
  work: () => Promise<unknown>,
): Promise<Record<Result, number>> {
  const read = async () => {
    const text = await (await fetch(`${url}/metrics`)).text()
    return (result: Result) => Number(new RegExp(`^${metric}\\{result="${result}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
  }
  const before = await read()
  await work()
  const after = await read()
  return Object.fromEntries(results.map((result) => [result, after(result) - before(result)])) as Record<Result, number>
}
