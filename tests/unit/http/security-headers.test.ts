import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashInlineScripts } from '../../../server/http/security-headers.ts'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

test('scripts in the page itself are allowed by their hash, byte for byte', () => {
  const html = `<script>one()</script><script type="module">
  two()
</script><SCRIPT>three()</SCRIPT>`

  expect(hashInlineScripts(html)).toEqual([hashOf('one()'), hashOf('\n  two()\n'), hashOf('three()')])
})

test('scripts from files need none', () => {
  expect(
    hashInlineScripts('<script src="/a.js"></script><script type="module" crossorigin src="/b.js"></script>'),
  ).toEqual([])
})
