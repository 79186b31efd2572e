import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readToolOperations } from '../../../server/mcp/tools.ts'
import { TrustedDocumentsError } from '../../../server/trusted/documents.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'operations-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (url: URL) => () => readToolOperations({ url, title: 'The operations of the MCP tools (agents)' })

test('the operations of all tools and look-ups are there', () => {
  expect(readToolOperations().size).toBe(16)
})

test('where some are missing or broken, one message names each of them, and nothing starts', () => {
  writeFileSync(join(folder, 'backlog.graphql'), 'query Backlog {')
  writeFileSync(join(folder, 'log-change.graphql'), '{ viewer { name } }')
  const url = pathToFileURL(`${folder}/`)

  expect(read(url)).toThrow(TrustedDocumentsError)
  expect(read(url)).toThrow(
    /^The operations of the MCP tools \(agents\):\n(.*\n)*.*backlog\.graphql: Syntax Error.*\n(.*\n)*.*count-tickets\.graphql: is missing\n/,
  )
  expect(read(url)).toThrow(/log-change\.graphql: it must have one operation, with a name/)
  expect(read(pathToFileURL(`${folder}/no such folder/`))).toThrow(/tenants\.graphql: is missing/)
})
