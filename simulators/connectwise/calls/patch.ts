import { z } from 'zod'
import { parseJson, readValue } from '../body.ts'
import type { Entity } from '../fields/kinds.ts'
import { jsonRefusal } from '../refusal.ts'

const operations = z.array(
  z.object({ op: z.enum(['add', 'replace', 'remove']), path: z.string(), value: z.unknown().optional() }),
)

/**
 * The changes of a PATCH: an array of `{op, path, value}`, paths with or without a slash in front, spelt exactly.
 * `status/id` sets a reference by its id; every other path into a reference (`company/identifier`) is taken and changes
 * nothing, the vendor's "false 200". Throws 400 for a path that is no property of the record.
 */
export function readPatch(entity: Entity, body: string): Record<string, unknown> {
  const parsed = operations.safeParse(parseJson(body))
  if (!parsed.success) {
    throw jsonRefusal(400, {
      code: 'ConnectWiseApi',
      message: 'The patch must be an array of operations with op, path and value.',
    })
  }
  const changes: Record<string, unknown> = {}
  for (const { op, path, value } of parsed.data) {
    const [name = '', key, ...more] = path.replace(/^\//, '').split('/')
    const field = Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined
    if (field === undefined || (key !== undefined && field.kind !== 'reference')) throw invalidPath(path)
    if (field.isReadOnly === true) continue
    const given = op === 'remove' ? null : (value ?? null)
    if (key === undefined) changes[name] = readValue(entity, name, field, given)
    else if (key === 'id' && more.length === 0)
      changes[name] = given === null ? null : { id: readValue(entity, path, { kind: 'integer' }, given) }
  }
  return changes
}

function invalidPath(path: string) {
  return jsonRefusal(400, { code: 'InvalidObject', message: `The path ${path} is not valid.` })
}
