import type { ConditionField } from '../conditions/compile-conditions.ts'
import type { Entity } from '../fields/kinds.ts'
import { findCondition } from '../refusal.ts'
import type { WireRecord } from '../world.ts'
import { conditionVocabulary } from './vocabulary.ts'

type Compare = (a: WireRecord, b: WireRecord) => number

/** `field asc, reference/name desc`: as SQL Server sorts, null first; what is equal stays in order of id. */
export function compileOrderBy(entity: Entity, orderBy: string): Compare {
  const compares = orderBy
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => compilePart(entity, part.trim()))
  return (a, b) => {
    for (const compare of compares) {
      const difference = compare(a, b)
      if (difference !== 0) return difference
    }
    return a.id - b.id
  }
}

function compilePart(entity: Entity, part: string): Compare {
  const [path = '', direction = 'asc', ...more] = part.split(/\s+/)
  const field = conditionVocabulary(entity).find(path)
  if (field === undefined || field.kind === 'reference') throw findCondition(`${path} is not a recognized name.`)
  if (!/^(?:asc|desc)$/i.test(direction) || more.length > 0) throw findCondition(`${part} is not a valid order.`)
  const sign = direction.toLowerCase() === 'asc' ? 1 : -1
  return (a, b) => sign * compareKeys(sortKey(field, a), sortKey(field, b))
}

type Key = string | number | undefined

function sortKey(field: ConditionField, record: WireRecord): Key {
  const [value] = field.read(record)
  if (value === null || value === undefined) return undefined
  if (field.kind === 'datetime') return Date.parse(value as string)
  return typeof value === 'string' ? value.toLowerCase() : Number(value)
}

function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0
  if (a === undefined) return -1
  if (b === undefined) return 1
  return a < b ? -1 : 1
}
