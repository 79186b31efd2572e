import { compileConditions } from '../conditions/compile-conditions.ts'
import type { RecordTest } from '../conditions/compile-conditions.ts'
import type { Entity } from '../fields/kinds.ts'
import { childVocabulary, conditionVocabulary, customFieldVocabulary } from './vocabulary.ts'

/** The filters of a list, in its query string or in the body of a search. */
export interface Filter {
  conditions?: string | undefined
  childConditions?: string | undefined
  customFieldConditions?: string | undefined
  orderBy?: string | undefined
}

/** Whether a record passes all three filters. Throws the vendor's refusal for one that cannot be read. */
export function compileFilter(entity: Entity, filter: Filter): RecordTest {
  const own = compileConditions(filter.conditions ?? '', conditionVocabulary(entity))
  const children = compileConditions(filter.childConditions ?? '', childVocabulary(entity))
  const custom = filter.customFieldConditions?.trim() ?? ''
  const ofCustomField = compileConditions(custom, customFieldVocabulary)
  const customFields = (record: Record<string, unknown>) =>
    (record['customFields'] as Record<string, unknown>[] | undefined) ?? []
  return (record) =>
    own(record) && children(record) && (custom === '' || customFields(record).some((field) => ofCustomField(field)))
}
