/** A question of the business, and the one call that answers it. */
export interface Question {
  readonly asked: string
  readonly tool: string
  readonly given: Readonly<Record<string, unknown>>
}

// In a chat, the model chooses the tool and its arguments from the descriptions that the server gives. Where the questions are
// known, as on a wall or in a morning mail, they can be written down.
export const questions: readonly Question[] = [
  { asked: 'How many tickets are open?', tool: 'count_tickets', given: { state: 'OPEN' } },
  { asked: 'How is this month going at the service desk?', tool: 'service_desk_summary', given: {} },
  { asked: 'What is overdue?', tool: 'find_tickets', given: { overdue: true } },
  { asked: 'Where does the work pile up?', tool: 'backlog', given: {} },
  { asked: 'Who logged how many hours?', tool: 'hours_logged', given: {} },
  { asked: 'How does the sales pipeline stand?', tool: 'sales_pipeline', given: {} },
  { asked: 'Who is new in the CRM?', tool: 'recent_contacts', given: {} },
]
