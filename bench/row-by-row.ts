import pLimit from 'p-limit'
import type { Simulators } from '../simulators/start-simulators.ts'

type Row = Record<string, number | null>

/**
 * The baseline for the gateway's batching: the same page, loaded by a program that follows each reference individually,
 * with Autotask's limit of three calls at a time.
 */
export async function askRowByRow({ url, environment }: Simulators['autotask']): Promise<void> {
  const limit = pLimit(3)
  const headers = {
    'content-type': 'application/json',
    UserName: environment['AUTOTASK_USERNAME'] ?? '',
    Secret: environment['AUTOTASK_SECRET'] ?? '',
    ApiIntegrationCode: environment['AUTOTASK_INTEGRATION_CODE'] ?? '',
  }
  const get = (entity: string, id: number) =>
    limit(async () => (await fetch(`${url}/ATServicesRest/V1.0/${entity}/${id}`, { headers })).json())
  const query = (entity: string, filter: object[]) =>
    limit(async () => {
      const body = JSON.stringify({ Filter: filter })
      const response = await fetch(`${url}/ATServicesRest/V1.0/${entity}/query`, { method: 'POST', headers, body })
      return ((await response.json()) as { items: Row[] }).items
    })
  const queue = { op: 'eq', field: 'queueID', value: environment['AUTOTASK_ROC_BOARD_ID'] }
  const from = new Date(Date.now() - 90 * 86_400_000).toISOString()
  const tickets = await query('Tickets', [queue, { op: 'gte', field: 'createDate', value: from }])
  await Promise.all(
    tickets.slice(-100).map(async (ticket) => {
      const references = [
        ['Companies', ticket['companyID']],
        ['Contacts', ticket['contactID']],
        ['Resources', ticket['assignedResourceID']],
        ['Contracts', ticket['contractID']],
      ] as const
      const entries = query('TimeEntries', [{ op: 'eq', field: 'ticketID', value: ticket['id'] }])
      await Promise.all(references.map(async ([entity, id]) => (typeof id === 'number' ? get(entity, id) : null)))
      await entries
    }),
  )
}
