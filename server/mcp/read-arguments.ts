import { z } from 'zod'
import { badUserInput } from '../errors/gateway-error.ts'
import { fixedLimits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'
import { checkInput, refuseUnknown } from '../trusted/check-input.ts'
import type { Arguments, JsonSchema } from './tool.ts'

/**
 * Makes the check of a tool's arguments from its schema, once. An argument that is null counts as left out: models send it
 * for what they do not want to give.
 */
export function createArgumentsReader(schema: JsonSchema): (given: unknown) => Arguments {
  const shape = z.fromJSONSchema(schema)
  const known = Object.keys(schema['properties'] as object)

  return (given = {}) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      throw badUserInput('The arguments must be a JSON object.')
    }
    checkNesting(JSON.stringify(given), fixedLimits.nesting, 'the arguments')
    refuseUnknown('argument', Object.keys(given), known)
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
    return checkInput(shape, present) as Arguments
  }
}
