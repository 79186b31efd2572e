import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSchema, Kind, parse, validate } from 'graphql'
import { expect, test } from 'vitest'
import { readTypeDefs } from '../../../server/graphql/schema.ts'

const folder = fileURLToPath(new URL('../../../explorer/samples/', import.meta.url))
const samples = globSync('*.graphql', { cwd: folder })
  .sort()
  .map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }))
const schema = buildSchema(readTypeDefs().join('\n'))

test('there are samples of each vendor', () => {
  const text = samples.map((sample) => sample.text).join('\n')

  for (const field of ['activitySummary', 'dealPipelines', 'formStats', 'connectWise']) expect(text).toContain(field)
})

test.each(samples)('$name is a valid operation with a name and a question', ({ text }) => {
  const document = parse(text)
  const [operation, ...others] = document.definitions

  expect(validate(schema, document)).toEqual([])
  expect(others).toEqual([])
  expect(operation?.kind === Kind.OPERATION_DEFINITION && operation.name?.value).toMatch(/^[A-Z]\w+$/)
  expect(text).toMatch(/^# [A-Z][^\n]*\?( \((OPERATOR|ADMIN)\))?\n/)
})

test('each has a question and a name of its own', () => {
  const titles = samples.map(({ text }) => text.slice(0, text.indexOf('\n')))
  const names = samples.map(({ text }) => /query (\w+)/.exec(text)?.[1])

  expect([new Set(titles).size, new Set(names).size]).toEqual([samples.length, samples.length])
})
