/** Responses of a gateway that were stored, and made, while something was done. */
export async function countResponses(
  url: string,
  work: () => Promise<unknown>,
): Promise<{ stored: number; made: number }> {
  const before = await read(url)
  await work()
  const after = await read(url)
  return { stored: after.stored - before.stored, made: after.made - before.made }
}

async function read(url: string): Promise<{ stored: number; made: number }> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const count = (result: string) =>
    Number(new RegExp(`^gateway_responses_total\\{result="${result}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
  return { stored: count('stored'), made: count('made') }
}
