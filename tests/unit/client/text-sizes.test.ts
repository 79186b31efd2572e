import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../../client/', import.meta.url)

/** A field is at least so large where a finger points at it: phones zoom into smaller ones. */
const exceptions = ['font-size: max(1rem, 16px) !important']

test.each(globSync('**/*.css', { cwd: folder }).toSorted())(
  'the sizes of text in %s follow what people choose in their browser: rem, not px',
  (file) => {
    const css = readFileSync(new URL(file, folder), 'utf8')
    const sizes = css.match(/\b(?:font|font-size|line-height):[^;}]*/g) ?? []
    expect(sizes.filter((size) => /\dpx/.test(size) && !exceptions.includes(size))).toEqual([])
  },
)
