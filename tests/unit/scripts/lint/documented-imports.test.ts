import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allowedImports } from '../../../../scripts/lint/allowed-imports.ts'
import { Vendor } from '../../../../server/enums.gen.ts'

type Lists = Record<string, Record<string, string[]>>

/**
 * The lists in the tables of docs/architecture.md. Names in italics are defined there, as `- _name_: ...`; `<vendor>` is
 * each vendor.
 */
function readDocumented(): Lists {
  const text = readFileSync(new URL('../../../../docs/architecture.md', import.meta.url), 'utf8')
  const [, chapter = ''] = /^## Where imports may point$(.*?)^## /ms.exec(text) ?? []
  const meanings = new Map<string, string>()
  const expand = (cell: string) =>
    cell.replace(/_([^_`]+)_/g, (_, name: string) => meanings.get(name) ?? `\`${name}?\``)
  const vendors = Object.values(Vendor).map((name) => name.toLowerCase())
  const namesIn = (cell: string) =>
    [...expand(cell).matchAll(/`([^`]+)`/g)].flatMap(([, name = '']) =>
      name.includes('<vendor>') ? vendors.map((vendor) => name.replace('<vendor>', vendor)) : [name],
    )

  const lists: Lists = {}
  let top = ''
  for (const line of chapter.replace(/\n {2}/g, ' ').split('\n')) {
    const [, name, meaning] = /^- _(.+?)_: (.*)$/.exec(line) ?? []
    if (name !== undefined && meaning !== undefined) meanings.set(name, expand(meaning))
    const [, heading] = /^### `(.+)`$/.exec(line) ?? []
    if (heading !== undefined) lists[(top = heading)] = {}
    const [, places, own, packages] = /^\|([^|]*[`_][^|]*)\|([^|]*)\|([^|]*)\|$/.exec(line) ?? []
    if (places === undefined || own === undefined || packages === undefined) continue
    const allowed = [...namesIn(own), ...namesIn(packages).map((packageName) => `npm:${packageName}`)]
    for (const place of namesIn(places)) lists[top]![place] = [...new Set(allowed)].toSorted()
  }
  return lists
}

test('docs/architecture.md says of each folder what lint lets it import', () => {
  const listed = Object.fromEntries(
    Object.entries(allowedImports).map(([top, places]) => [
      top,
      Object.fromEntries(Object.entries(places).map(([place, allowed]) => [place, [...new Set(allowed)].toSorted()])),
    ]),
  )

  expect(readDocumented()).toEqual(listed)
})
