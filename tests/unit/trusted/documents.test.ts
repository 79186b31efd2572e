import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildASTSchema, concatAST, parse, validate } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { readTypeDefs } from '../../../server/graphql/schema.ts'
import { endpoints } from '../../../server/rest/endpoints.ts'
import { restOperations } from '../../../server/rest/rest-route.ts'
import { readTrustedDocuments, TrustedDocumentsError } from '../../../server/trusted/documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'operations-'))
afterAll(() => rmSync(folder, { recursive: true }))

const names = [...endpoints.map(({ operation }) => operation), 'ticket-statuses']

test('every operation is one that the schema has', () => {
  const schema = buildASTSchema(concatAST(readTypeDefs().map((text) => parse(text))))
  const documents = [...readTrustedDocuments(names, restOperations).values()]
  const wrong = documents.flatMap(({ query, operationName }) =>
    validate(schema, parse(query)).map(({ message }) => `${operationName}: ${message}`),
  )

  expect(wrong).toEqual([])
  expect(new Set(documents.map(({ operationName }) => operationName)).size).toBe(names.length)
})

test('operations that are missing, are no GraphQL or are none are told of together', () => {
  writeFileSync(join(folder, 'good.graphql'), '"What it is for." query Good { viewer { ...Name } }')
  writeFileSync(join(folder, 'fragments.graphql'), 'fragment Name on Viewer { name } fragment Other on Viewer { id }')
  writeFileSync(join(folder, 'broken.graphql'), 'query Broken {')
  writeFileSync(join(folder, 'nameless.graphql'), '{ viewer { id } }')
  const from = { url: pathToFileURL(`${folder}/`), title: 'Operations' }
  const read = (...wanted: string[]) => readTrustedDocuments(wanted, from)

  expect(() => read('good', 'broken', 'nameless', 'missing')).toThrow(TrustedDocumentsError)
  expect(() => read('good', 'broken', 'nameless', 'missing')).toThrow(
    /broken\.graphql: Syntax Error.*nameless\.graphql: it must have one.*missing\.graphql: is missing/s,
  )
  rmSync(join(folder, 'broken.graphql'))
  expect(read('good').get('good')).toEqual({
    operationName: 'Good',
    query: 'query Good {\n  viewer {\n    ...Name\n  }\n}\n\nfragment Name on Viewer {\n  name\n}',
  })
})
