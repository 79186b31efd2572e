import type { Ticket } from '../vendors/connectwise/types.ts'

/** Lists the board's own statuses by id and name, as a sentence. */
export function listStatuses(
  { board }: Pick<Ticket, 'board'>,
  statuses: readonly { readonly id: number; readonly name: string }[],
): string {
  return `The board ${board.name} has: ${statuses.map(({ id, name }) => `${id} ${name}`).join(', ')}.`
}
