import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findMixedText } from '../../support/mixed-text.ts'

const folder = new URL('../../../client/', import.meta.url)

describe('a text that changes stands alone in its element, so that a translated page follows,', () => {
  test.each(globSync('**/*.tsx', { cwd: folder }).toSorted())('in %s', (file) => {
    expect(findMixedText(file, readFileSync(new URL(file, folder), 'utf8'))).toEqual([])
  })
})

describe('the check', () => {
  test.each([
    ['<p>{count} tickets</p>'],
    ['<p>Compared with {formatDays(from, to)}</p>'],
    ['<p>{title} {isNew && <b>new</b>}</p>'],
    ['<p>{isNew && <b>new</b>} ticket</p>'],
    ['<p><b>new</b>{isNew ? "ticket" : null}</p>'],
    ['<p>{`a ${b}`}<b /></p>'],
    ['<><b />{name ?? <i />}</>'],
    ['<Badge>{a}{b}</Badge>'],
  ])('finds %s', (source) => {
    expect(findMixedText('sample.tsx', `const x = ${source}`)).toHaveLength(1)
  })

  test.each([
    ['<p>{`${count} tickets`}</p>'],
    ['<p><span>{title}</span> {isNew && <b>new</b>}</p>'],
    ["<p><span>{title}</span>{' '}{isNew && <b>new</b>}</p>"],
    ['<p><Icon /> Previous</p>'],
    ['<p>Press <b>Esc</b> to close.</p>'],
    ['<ul>{rows.map((row) => <li key={row}>{row}</li>)}<li>last</li></ul>'],
    ['<div><h2>{title}</h2>{children}</div>'],
    ['<p>{isNew ? "new" : "old"}</p>'],
  ])('lets %s be', (source) => {
    expect(findMixedText('sample.tsx', `const x = ${source}`)).toEqual([])
  })
})
