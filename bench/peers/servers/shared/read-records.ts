/*
 * Reads records from Autotask's REST API, as any program would that knows the vendor's documentation: with POST, 500 a
 * page, each page beginning after the last id of the one before.
 */

/** Where Autotask is, and who asks. */
export interface Source {
  /** The folder of the API, with a slash at its end. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** The queue whose tickets are shown. */
  readonly queueId: number
  /** The IANA zone that defines days. */
  readonly timeZone: string
}

export type Row = Readonly<Record<string, unknown>> & { readonly id: number }

interface Condition {
  readonly op: 'eq' | 'gt'
  readonly field: string
  readonly value: number
}

export interface PicklistValue {
  readonly value: string
  readonly label: string
  readonly sortOrder: number
}

const pageSize = 500

async function ask(source: Source, path: string, body?: object): Promise<unknown> {
  const response = await fetch(new URL(`V1.0/${path}`, source.url), {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...source.headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`)
  return response.json()
}

/** All records of an entity that meet the conditions, by id. */
export async function readRows(
  source: Source,
  entity: string,
  fields: readonly string[],
  conditions: readonly Condition[] = [],
): Promise<Row[]> {
  const rows: Row[] = []
  for (;;) {
    const after: Condition = { op: 'gt', field: 'id', value: rows.at(-1)?.id ?? -1 }
    const answer = await ask(source, `${entity}/query`, {
      MaxRecords: pageSize,
      IncludeFields: ['id', ...fields],
      Filter: [...conditions, after],
    })
    const { items } = answer as { items: Row[] }
    rows.push(...items)
    if (items.length < pageSize) return rows
  }
}

/** The values of the picklists of an entity by the name of their field, in the account's order. */
export async function readPicklists(source: Source, entity: string): Promise<Map<string, PicklistValue[]>> {
  const { fields } = (await ask(source, `${entity}/entityInformation/fields`)) as {
    fields: { name: string; picklistValues: PicklistValue[] | null }[]
  }
  const inOrder = (values: PicklistValue[]) =>
    values.toSorted((a, b) => a.sortOrder - b.sortOrder || Number(a.value) - Number(b.value))
  return new Map(fields.map(({ name, picklistValues }) => [name, inOrder(picklistValues ?? [])]))
}
