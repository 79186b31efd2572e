import { buildASTSchema, concatAST, parse } from 'graphql'
import { readTypeDefs } from '../../../server/graphql/schema.ts'
import { makeTools } from '../../../server/mcp/tools.ts'
import type { Tool } from '../../../server/mcp/tool.ts'

export const schema = buildASTSchema(concatAST(readTypeDefs().map((text) => parse(text))))

export const { tools, lookups } = makeTools(schema)

/** @throws Error if there is none of this name */
export function toolNamed(name: string): Tool {
  const tool = tools.find((each) => each.name === name)
  if (!tool) throw new Error(`There is no tool ${name}.`)
  return tool
}
