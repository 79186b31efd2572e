/** An answer as it came. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** Asks a server one thing. */
export async function ask(url: string, authorization: string, body: string): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', authorization },
    body,
  })
  return { status: response.status, text: await response.text() }
}
