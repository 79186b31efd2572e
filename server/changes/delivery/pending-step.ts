import type { Database } from '../../database/create-database.ts'
import type { StepRecord } from '../change-record.ts'

/** A step at a certain attempt: an update applies only while the attempt is unchanged. */
export type SeenStep = Pick<StepRecord, 'kind' | 'attempts'>

/** Starts an update of a step that applies only while it is PENDING and its attempt unchanged. */
export const pendingStep = (trx: Database, changeId: string, { kind, attempts }: SeenStep) =>
  trx
    .updateTable('change_steps')
    .where('change_id', '=', changeId)
    .where('kind', '=', kind)
    .where('state', '=', 'PENDING')
    .where('attempts', '=', attempts)
