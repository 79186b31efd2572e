interface Dates {
  readonly dueAt: string | null
  readonly completedAt: string | null
}

/**
 * Whether a ticket is overdue: open past its due date. A ticket completed too late is not: its SLA says so.
 *
 * @param now in epoch milliseconds
 */
export const isOverdue = ({ dueAt, completedAt }: Dates, now: number): boolean =>
  dueAt !== null && completedAt === null && Date.parse(dueAt) < now
