import { toWireDate } from '../wire-date.ts'
import type { Pipeline, PipelineStage } from '../world.ts'

const epoch = toWireDate(0)

type Row = readonly [id: string, label: string, probability: string, isClosed?: 'true']

function stages(...rows: readonly Row[]): PipelineStage[] {
  return rows.map(([id, label, probability, isClosed = 'false'], displayOrder) => ({
    id,
    label,
    displayOrder,
    metadata: { isClosed, probability },
    createdAt: epoch,
    updatedAt: epoch,
    archived: false,
  }))
}

function pipeline(id: string, label: string, displayOrder: number, rows: PipelineStage[]): Pipeline {
  return { id, label, displayOrder, stages: rows, createdAt: epoch, updatedAt: epoch, archived: false }
}

/** Every third of a list first: neither pipelines nor stages come in their order. */
const unordered = <T>(rows: readonly T[]): T[] => [0, 1, 2].flatMap((rest) => rows.filter((_, at) => at % 3 === rest))

/**
 * HubSpot's default pipeline, two with numbered stages, and an unused one. `Contract negotiation` has the probability
 * of a won deal but is open; `On hold` is closed and neither won nor lost.
 */
export function createPipelines(): Pipeline[] {
  return unordered([
    pipeline(
      'default',
      'Sales Pipeline',
      0,
      unordered(
        stages(
          ['appointmentscheduled', 'Appointment Scheduled', '0.2'],
          ['qualifiedtobuy', 'Qualified To Buy', '0.4'],
          ['presentationscheduled', 'Presentation Scheduled', '0.6'],
          ['decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'],
          ['contractsent', 'Contract Sent', '0.9'],
          ['closedwon', 'Closed Won', '1.0', 'true'],
          ['closedlost', 'Closed Lost', '0.0', 'true'],
        ),
      ),
    ),
    pipeline(
      '94110275',
      'Managed services — renewals',
      1,
      unordered(
        stages(
          ['173204411', 'Renewal due', '0.5'],
          ['173204412', 'In talks “as is”', '0.75'],
          ['173204413', 'Contract negotiation', '1.0'],
          ['173204414', 'Renewed', '1', 'true'],
          ['173204415', 'On hold', '0.5', 'true'],
          ['173204416', 'Churned', '0', 'true'],
        ),
      ),
    ),
    pipeline(
      '94110276',
      'Voice & 3CX projects',
      2,
      unordered(
        stages(
          ['173310021', 'Site survey', '0.3'],
          ['173310022', 'Quote sent', '0.6'],
          ['173310023', 'Ordered', '1.0', 'true'],
          ['173310024', 'Declined', '0.0', 'true'],
        ),
      ),
    ),
    pipeline(
      '94110277',
      'Partner leads (new)',
      3,
      stages(['173400001', 'New', '0.1'], ['173400002', 'Won', '1.0', 'true']),
    ),
  ])
}

/** Stages that were deleted while they had deals, by pipeline. */
export const deletedStages: readonly (readonly [pipeline: string, stage: string])[] = [
  ['default', 'verbalagreement'],
  ['94110275', '173204499'],
]
