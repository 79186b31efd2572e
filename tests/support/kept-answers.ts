/** How many root fields of the service desk a gateway took from what it keeps, and made, while something was done. */
export async function readAnswers(url: string, work: () => Promise<unknown>): Promise<{ kept: number; made: number }> {
  const before = await read(url)
  await work()
  const after = await read(url)
  return { kept: after.kept - before.kept, made: after.made - before.made }
}

async function read(url: string): Promise<{ kept: number; made: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const count = (result: string) =>
    Number(new RegExp(`^gateway_kept_fields_total\\{result="${result}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
  return { kept: count('kept'), made: count('made') }
}
