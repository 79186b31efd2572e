import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const text = read('docs/security.md').replaceAll('\\_', '_').replaceAll('\\*', '*')

interface Row {
  readonly id: string
  readonly level: string
  readonly what: string
  readonly shownBy: string
}

const rows: Row[] = [...text.matchAll(/^\| (V\d+\.\d+\.\d+) *\| *(\d) *\| *(.*?) *\| *(.*?) *\|$/gm)].map(
  ([, id = '', level = '', what = '', shownBy = '']) => ({ id, level, what, shownBy }),
)

/** The tests that a text names: file and title. */
const testsIn = (part: string) =>
  [...part.matchAll(/`(tests\/[\w./-]+\.test\.ts)` “(.*?)”(?=; `|$| *\|)/gm)].map(([, file = '', title = '']) => ({
    file,
    title,
  }))

function isThere({ file, title }: { file: string; title: string }): boolean {
  if (!existsSync(new URL(file, root))) return false
  const source = read(file)
  return [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) => source.includes(quoted))
}

test('every test that docs/security.md names exists, by its file and its title', () => {
  const named = testsIn(text)

  expect(named.length).toBeGreaterThan(150)
  expect(named.filter((each) => !isThere(each))).toEqual([])
})

test('a test that does not exist would be noticed', () => {
  expect(isThere({ file: 'tests/security/no-such.test.ts', title: 'x' })).toBe(false)
  expect(isThere({ file: 'tests/security/source.test.ts', title: 'a title that no test has' })).toBe(false)
})

test('each requirement of ASVS stands once, with a test, a reason why it does not apply, or a gap', () => {
  const odd = rows.filter(
    ({ shownBy }) => !/^(Not applicable|Gap): \S.*\.$/.test(shownBy) && testsIn(shownBy).length === 0,
  )

  expect(rows.length).toBe(253)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  expect(rows.filter(({ level, what }) => !['1', '2'].includes(level) || what === '').map(({ id }) => id)).toEqual([])
  expect(odd.map(({ id }) => id)).toEqual([])
})

test('every finding of the attack report has a test', () => {
  const table = text.slice(text.indexOf('## Attacks that once succeeded'), text.indexOf('## OWASP ASVS'))
  const findings = [...table.matchAll(/^\| (\d+) *\|.*$/gm)].map(([line, number]) => [
    Number(number),
    testsIn(line).length > 0,
  ])

  expect(findings).toEqual(Array.from({ length: 20 }, (_, i) => [i + 1, true]))
})

test('at least 60 % are shown by a test, and the document says how many', () => {
  const count = (begins: string) => rows.filter(({ shownBy }) => shownBy.startsWith(begins)).length
  const [shown, inapplicable, gaps] = [count('`tests/'), count('Not applicable: '), count('Gap: ')]
  const percent = (of: number) => Math.floor((100 * shown) / of)

  expect(shown + inapplicable + gaps).toBe(rows.length)
  expect(text).toContain(`Shown by a test: ${shown}. Not applicable: ${inapplicable}. Gaps: ${gaps}.`)
  expect(text.replace(/\s+/g, ' ')).toContain(
    `That is ${percent(rows.length - inapplicable)} % of the ${rows.length - inapplicable} that apply, and ${percent(rows.length)} % of all.`,
  )
  expect(percent(rows.length)).toBeGreaterThanOrEqual(60)
})
