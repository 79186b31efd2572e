import { expect, test } from 'vitest'
import { checkDeprecations } from '../../../scripts/schema/check-deprecations.ts'
import { compareSchemas, type AcceptedChange } from '../../../scripts/schema/compare-schemas.ts'
import { startProgram } from '../../support/program.ts'

const released = 'type Query { one: Int two: String three: Int! } enum Size { SMALL LARGE } input In { a: Int }'
const removed = "Query.two: Field 'two' was removed from object type 'Query'"

const compare = (
  current: string,
  accepted: readonly AcceptedChange[] = [],
  changelog = '# Changelog\n\n## Unreleased\n\n### Changed\n\n- `two` is\n  gone: use `one`.\n\n## 0.1.0\n\n- Everything is new.\n',
) => compareSchemas({ released, current, accepted, changelog })

test('a removed field is a problem', async () => {
  expect(await compare(released.replace('two: String', ''))).toEqual({
    problems: [`Breaking: ${removed}`],
    dangerous: [],
  })
})

test('an added field, type and description are none', async () => {
  const added = released.replace('one: Int', '"The first." one: Int four: More') + ' type More { id: ID }'

  expect(await compare(added)).toEqual({ problems: [], dangerous: [] })
})

test.each([
  ['another type of a field', released.replace('one: Int', 'one: String'), 'Query.one'],
  ['an argument that is required', released.replace('one: Int', 'one(by: Int!): Int'), 'Query.one.by'],
  ['an input field that is required', released.replace('a: Int', 'a: Int b: Int!'), 'In.b'],
  ['a removed value of an enum', released.replace(' LARGE', ''), 'Size.LARGE'],
  ['a field that may be null now', released.replace('three: Int!', 'three: Int'), 'Query.three'],
])('%s is a problem', async (_, current, path) => {
  const { problems } = await compare(current)

  expect(problems).toEqual([expect.stringContaining(`Breaking: ${path}: `)])
})

test('an added value of an enum is told, and is no problem', async () => {
  const { problems, dangerous } = await compare(released.replace('SMALL', 'SMALL MEDIUM'))

  expect([problems, dangerous]).toEqual([[], [expect.stringContaining("Enum value 'MEDIUM' was added")]])
})

const entry: AcceptedChange = { change: removed, reason: 'It was always null.', changelog: '`two` is gone' }
const without = released.replace('two: String', '')

test('a breaking change that is listed with a reason and told in the changelog is none', async () => {
  expect((await compare(without, [entry])).problems).toEqual([])
})

test.each([
  ['without a reason', { reason: ' ' }, `A reason is missing: ${removed}`],
  [
    'that the changelog does not tell of',
    { changelog: 'nothing of it' },
    `CHANGELOG.md does not tell of it under "Unreleased" (“nothing of it”): ${removed}`,
  ],
  [
    'that the changelog tells of in an older version',
    { changelog: 'Everything is new.' },
    `CHANGELOG.md does not tell of it under "Unreleased" (“Everything is new.”): ${removed}`,
  ],
  [
    'with no words for the changelog',
    { changelog: '' },
    `CHANGELOG.md does not tell of it under "Unreleased" (“”): ${removed}`,
  ],
])('an entry %s is a problem', async (_, wrong, problem) => {
  expect((await compare(without, [{ ...entry, ...wrong }])).problems).toEqual([problem])
})

test('an entry whose change is not there is a problem', async () => {
  expect((await compare(released, [entry])).problems).toEqual([
    `No such change is there any more, take it from the list: ${removed}`,
  ])
})

test('a changelog that begins with another version tells of nothing', async () => {
  expect((await compare(without, [entry], '## 0.1.0\n\n- `two` is gone\n')).problems).toHaveLength(1)
})

test.each([
  ['@deprecated', 1],
  ['@deprecated(reason: "Use two.")', 1],
  ['@deprecated(reason: "2027-02-28")', 1],
  ['@deprecated(reason: "Use two. Goes after 2027-02-28.")', 0],
])('a field marked %s has as many problems: %i', (mark, count) => {
  expect(checkDeprecations(`type Query { one: Int ${mark}\ntwo: Int }`)).toHaveLength(count)
})

test('a deprecation that is not complete is quoted', () => {
  expect(checkDeprecations('enum Size { SMALL @deprecated(reason: "Too small.") LARGE }')).toEqual([
    'A deprecation says what to use instead, and the day after which it goes (2027-02-28): ' +
      'enum Size { SMALL @deprecated(reason: "Too small.") LARGE }',
  ])
})

test('the schema of this project breaks nothing that is not listed', async () => {
  const program = startProgram(['scripts/check-schema-changes.ts'], {})
  const { code } = await program.ended

  expect(program.errors()).toBe('')
  expect(code).toBe(0)
})
