import { uniqueById } from '../kit/align.ts'
import { mapRows } from '../kit/mapping.ts'
import type { ConnectWiseClient } from './client.ts'
import { maxPageSize } from './config.ts'
import { toStatus } from './mapping.ts'
import type { ConnectWiseAccount, Status } from './types.ts'

/** Reads the statuses of a board in its order, inactive ones included: GET /service/boards/{id}/statuses (fact sheet 3.5). */
export async function readStatuses(
  client: ConnectWiseClient,
  account: ConnectWiseAccount,
  boardId: number,
  signal: AbortSignal,
): Promise<Status[]> {
  const query = { path: `service/boards/${boardId}/statuses`, pageSize: maxPageSize }
  const statuses = uniqueById(mapRows(await client.all(account, query, signal), toStatus))
  return statuses.sort((a, b) => a.sortOrder - b.sortOrder || a.id - b.id)
}
