import { expect, test } from 'vitest'
import { readCopy, readDockerfile, readIgnore } from '../../../support/container/dockerfile.ts'

test('a Dockerfile is read into stages, with continued lines joined and comments left out', () => {
  const text =
    'ARG X=1\n# a comment\nFROM ${X} AS base\nRUN one \\\n  two\n\nFROM base AS run\nCOPY --from=base /a b c/\n'

  expect(readDockerfile(text)).toEqual([
    { name: 'base', from: '${X}', instructions: [{ name: 'RUN', text: 'one two' }] },
    { name: 'run', from: 'base', instructions: [{ name: 'COPY', text: '--from=base /a b c/' }] },
  ])
})

test('a COPY takes from a stage or from the context', () => {
  expect(readCopy('--from=base /a b c/')).toEqual({ from: 'base', sources: ['/a', 'b'], target: 'c/' })
  expect(readCopy('schema schema/')).toEqual({ from: null, sources: ['schema'], target: 'schema/' })
})

test.each([
  ['.env', true],
  ['.env.local', true],
  ['.env.example', false],
  ['client/.env', false],
  ['data/gateway.db', true],
  ['server/data.ts', false],
  ['one.log', true],
  ['deep/one.log', false],
  ['one.pem', true],
  ['deep/down/one.pem', true],
])('of the context, %s is left out: %s', (path, isIgnored) => {
  expect(readIgnore('# a comment\n.env\n.env.*\n!.env.example\ndata\n*.log\n\n**/*.pem\n')(path)).toBe(isIgnored)
})
