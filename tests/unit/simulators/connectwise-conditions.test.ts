import { describe, expect, it, test } from 'vitest'
import { matchesLike } from '../../../simulators/connectwise/conditions/like.ts'
import { parseConditions } from '../../../simulators/connectwise/conditions/parse-conditions.ts'

const one = (path: string, value = 1) => ({ kind: 'compare', path, operator: '=', value: { kind: 'numeric', value } })

describe('the parser of conditions', () => {
  it('binds AND closer than OR', () => {
    expect(parseConditions('a=1 or b=1 and c=1')).toEqual({
      expression: { kind: 'or', items: [one('a'), { kind: 'and', items: [one('b'), one('c')] }] },
    })
    expect(parseConditions('(a=1 OR b=1) aNd c=1')).toEqual({
      expression: { kind: 'and', items: [{ kind: 'or', items: [one('a'), one('b')] }, one('c')] },
    })
  })

  it.each([
    ['a="x y"', '=', { kind: 'string', value: 'x y' }],
    [`a != 'it"s'`, '!=', { kind: 'string', value: 'it"s' }],
    ['a Contains"\\"', 'contains', { kind: 'string', value: '\\' }],
    ["a NOT  like '%'", 'not like', { kind: 'string', value: '%' }],
    ['a<-2.5', '<', { kind: 'numeric', value: -2.5 }],
    ['a>=TRUE', '>=', { kind: 'boolean', value: true }],
    ['a = Null', '=', { kind: 'null' }],
    ['a > [2026-01-05T12:30:00Z]', '>', { kind: 'datetime', epochMs: Date.parse('2026-01-05T12:30:00Z') }],
    ['a > [2026-01-05T12:30:00]', '>', { kind: 'datetime', epochMs: Date.parse('2026-01-05T12:30:00Z') }],
    ['a > [2026-01-05]', '>', { kind: 'datetime', epochMs: Date.parse('2026-01-05T00:00:00Z') }],
  ])('reads %s', (text, operator, value) => {
    expect(parseConditions(text)).toEqual({ expression: { kind: 'compare', path: 'a', operator, value } })
  })

  it('reads lists, and nothing as true of everything', () => {
    expect(parseConditions('board/id NOT IN (1, "x")')).toEqual({
      expression: {
        kind: 'in',
        path: 'board/id',
        isNegated: true,
        values: [
          { kind: 'numeric', value: 1 },
          { kind: 'string', value: 'x' },
        ],
      },
    })
    expect(parseConditions('  ')).toEqual({ expression: { kind: 'and', items: [] } })
  })

  it('shows that text with the quote it stands in becomes more conditions', () => {
    const parsed = parseConditions('summary contains "x" or id>0 or summary=""')
    expect(parsed).toMatchObject({ expression: { kind: 'or', items: { length: 3 } } })
  })

  it('refuses by saying where', () => {
    expect(parseConditions('a = 1 and ')).toEqual({
      refusal: 'Syntax error in conditions at position 10: the end was not expected.',
    })
  })
})

test.each([
  ['printer', 'printer', true],
  ['printers', 'printer', false],
  ['a printer', '%printer', true],
  ['printer\nx', 'printer%', true],
  ['a.b', 'a_b', true],
  ['a.b', 'a.c', false],
  ['100%', '100[%]', true],
  ['100x', '100[%]', false],
  ['[x', '[[]x', true],
  ['(a+b)*', '(a+b)%', true],
  ['x', '[^]', false],
])('%s like %s is %s', (text, pattern, isLike) => {
  expect(matchesLike(text, pattern)).toBe(isLike)
})
