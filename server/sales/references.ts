import { requireRole } from '../auth/permissions.ts'
import { loadEach, toRecordNumber, type EntityReferences } from '../graphql/entity-references.ts'
import { toDealRow } from './deal-list.ts'
import { createPipelineIndex } from './pipeline-index.ts'
import { loadPipelineBoard } from './pipeline-board.ts'
import { createSalesContexts, type SalesContextOptions } from './sales-context.ts'
import { stageDeal } from './staged-deal.ts'

/** Contacts, deals and pipelines of the CRM, for other subgraphs. */
export function createSalesReferences(options: SalesContextOptions) {
  const contextOf = createSalesContexts(options)

  return {
    Contact: requireRole('VIEWER', (_, ids, context) => {
      const { contact } = contextOf(context).loaders
      return loadEach(ids, async (id) => {
        const number = toRecordNumber(id)
        return number === null ? null : (await contact.load(number)).value
      })
    }),
    Deal: requireRole('VIEWER', async (_, ids, context) => {
      // What is no id costs nothing.
      if (ids.every((id) => toRecordNumber(id) === null)) return new Map()
      const { loaders, timeZone } = contextOf(context)
      // First, so that the account comes from the replica of the deals too, where there is one.
      const reading = loaders.dealPipelines()
      const [{ value: pipelines }, { value: account }] = await Promise.all([reading, loaders.account()])
      const index = createPipelineIndex(pipelines)
      return loadEach(ids, async (id) => {
        const number = toRecordNumber(id)
        const deal = number === null ? null : (await loaders.deal.load(number)).value
        return deal && toDealRow(stageDeal(deal, index, account.currency), account, timeZone)
      })
    }),
    DealPipeline: requireRole('VIEWER', async (_, ids, context) => {
      const board = await loadPipelineBoard(contextOf(context), options.hubspot.maxAgeSeconds.sales)
      return new Map(board.filter(({ id }) => ids.includes(id)).map((pipeline) => [pipeline.id, pipeline]))
    }),
  } satisfies EntityReferences
}
