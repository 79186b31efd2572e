import { findField } from '../entities.ts'
import { unknownField } from '../refusal.ts'
import type { Table } from '../table.ts'
import type { WireRecord } from '../world.ts'
import { findUserDefinedField } from './user-defined-fields.ts'

/**
 * How a record looks on the wire: whole, or just the fields asked for, in the order of the entity. `id` always comes,
 * and so does `userDefinedFields` where the entity has it (recorded live). Throws the vendor's refusal for a name that
 * the entity does not have, `userDefinedFields` itself among them.
 */
export function compileIncludeFields(
  table: Table,
  names: string[] | undefined,
): (record: WireRecord) => Record<string, unknown> {
  if (names === undefined) return (record) => record
  const included = new Set(['id'])
  const userDefined = new Set<string>()
  for (const name of names) {
    const field = findField(table.entity, name)?.name
    const udf = field === undefined ? findUserDefinedField(table, name) : undefined
    if (field !== undefined) included.add(field)
    else if (udf !== undefined) userDefined.add(udf)
    else throw unknownField(name, table.entity.singular)
  }
  const inOrder = table.entity.fields.map(({ name }) => name).filter((name) => included.has(name))
  return (record) => {
    const part: Record<string, unknown> = Object.fromEntries(inOrder.map((name) => [name, record[name]]))
    if (table.entity.hasUserDefinedFields) {
      const values = record['userDefinedFields'] as { name: string }[]
      part['userDefinedFields'] = values.filter(({ name }) => userDefined.has(name))
    }
    return part
  }
}
