import { modifiedProperty } from '../properties.ts'
import { toWireDate } from '../wire-date.ts'
import type { CrmRecord, ObjectType } from '../world.ts'

/** Gives ids: ascending, with gaps, of three to twelve digits. */
export interface RecordIds {
  next(): string
}

interface Facts {
  readonly createdAt: number
  readonly updatedAt: number
  readonly properties: Record<string, string | null>
}

export function createRecord(type: ObjectType, ids: RecordIds, { createdAt, updatedAt, properties }: Facts): CrmRecord {
  const id = ids.next()
  return {
    id,
    properties: { ...properties, hs_object_id: id, [modifiedProperty(type)]: toWireDate(updatedAt) },
    createdAt: toWireDate(createdAt),
    updatedAt: toWireDate(updatedAt),
    archived: false,
  }
}
