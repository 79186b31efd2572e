import type { ConditionField, FieldKind, Vocabulary } from '../conditions/compile-conditions.ts'
import type { Entity, Field } from '../fields/kinds.ts'
import { referenceKeys } from '../references.ts'

/** Fields that are in `_info` and are queried as if they were next to it (seen live). */
const marks = ['lastUpdated', 'dateEntered']

/** The names that `conditions` and `orderBy` know of a kind of record. Spelling counts, capital letters too. */
export function conditionVocabulary(entity: Entity): Vocabulary {
  return { find: (path) => findField(entity, path), allowsIn: true }
}

function findField(entity: Entity, path: string): ConditionField | undefined {
  const [name = '', key, ...more] = path.split('/')
  if (more.length > 0) return undefined
  if (marks.includes(name) && key === undefined) {
    return { kind: 'datetime', read: (record) => [(record['_info'] as Record<string, unknown> | undefined)?.[name]] }
  }
  const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
  if (field === undefined || field.isWriteOnly === true) return undefined
  if (field.kind === 'reference') return referenceField(name, key, field)
  const kind = key === undefined ? kindOf(field) : undefined
  return kind === undefined ? undefined : { kind, read: (record) => [record[name]] }
}

/** `board/id`, `company/identifier`; a reference itself can only be held against null. */
function referenceField(name: string, key: string | undefined, field: Field): ConditionField | undefined {
  if (key === undefined) return { kind: 'reference', read: (record) => [record[name]] }
  if (key !== 'id' && !referenceKeys(field.to).includes(key)) return undefined
  const kind = ['id', 'Sort', 'sort'].includes(key) ? 'numeric' : 'string'
  return { kind, read: (record) => [readKey(record[name], key)] }
}

function kindOf(field: Field): FieldKind | undefined {
  if (field.kind === 'integer' || field.kind === 'number') return 'numeric'
  if (field.kind === 'boolean') return 'boolean'
  if (field.kind === 'date') return 'datetime'
  if (field.kind === 'text') return 'string'
  return field.kind === 'enum' ? { enum: field.values ?? [] } : undefined
}

/** `childConditions`: paths lead through a collection of the record, and one child that fits is enough. */
export function childVocabulary(entity: Entity): Vocabulary {
  return {
    allowsIn: false,
    find(path) {
      const [name = '', ...keys] = path.split('/')
      const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
      if (field?.kind !== 'list' || name === 'customFields' || keys.length === 0) return undefined
      const kind = keys.at(-1) === 'id' ? 'numeric' : keys.at(-1)?.endsWith('Flag') === true ? 'boolean' : 'string'
      return {
        kind,
        read: (record) => ((record[name] as unknown[] | undefined) ?? []).map((child) => keys.reduce(readKey, child)),
      }
    },
  }
}

/** `customFieldConditions`: `caption` and `value` of one custom field; values compare as text. */
export const customFieldVocabulary: Vocabulary = {
  allowsIn: true,
  find: (path) =>
    path === 'caption' || path === 'value'
      ? {
          kind: 'string',
          read: (customField) => {
            const value = customField[path]
            return [value === undefined || value === null ? null : `${value as string | number | boolean}`]
          },
        }
      : undefined,
}

function readKey(value: unknown, key: string): unknown {
  return (value as Record<string, unknown> | null | undefined)?.[key]
}
