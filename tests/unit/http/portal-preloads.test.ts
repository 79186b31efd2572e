import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPortalPreloads, type PortalPreloads } from '../../../server/http/portal-preloads.ts'

let folder: string
let preloads: PortalPreloads

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-preloads-'))
  mkdirSync(join(folder, '.vite'))
  const manifest = {
    'index.html': { file: 'assets/portal.js', isEntry: true, imports: ['_shared.js'], css: ['assets/portal.css'] },
    '_shared.js': { file: 'assets/shared.js', imports: ['index.html'] },
    '_table.js': { file: 'assets/table.js', css: ['assets/table.css'], imports: ['_shared.js'] },
    'sales/sales-page.tsx': {
      file: 'assets/sales.js',
      imports: ['index.html', '_table.js'],
      css: ['assets/sales.css'],
    },
    'service-desk/service-desk-page.tsx': { file: 'assets/desk.js', imports: ['_shared.js'] },
    'service-desk/ticket-panel.tsx': { file: 'assets/panel.js' },
  }
  writeFileSync(join(folder, '.vite', 'manifest.json'), JSON.stringify(manifest))
  preloads = readPortalPreloads(folder)
})
afterEach(() => rmSync(folder, { recursive: true }))

const linksOf = (header: string | null) => header?.split(', ').toSorted() ?? null

test('the page names what it shows at a path: scripts and styles that the portal itself does not name', () => {
  expect(linksOf(preloads.ofPage('/sales'))).toEqual([
    '</assets/sales.css>; rel=preload; as=style; crossorigin',
    '</assets/sales.js>; rel=modulepreload; crossorigin',
    '</assets/table.css>; rel=preload; as=style; crossorigin',
    '</assets/table.js>; rel=modulepreload; crossorigin',
  ])
})

test.each(['/', '/service-desk', '/service-desk/tickets/T20261122.0046'])('%s leads to the service desk', (path) => {
  expect(linksOf(preloads.ofPage(path))).toEqual(['</assets/desk.js>; rel=modulepreload; crossorigin'])
})

test.each(['/unknown', '/__proto__', '/sales-page'])('%s is no page, and names nothing', (path) => {
  expect(preloads.ofPage(path)).toBeNull()
})

test('the page to sign in names all files of the one that comes next', () => {
  expect(linksOf(preloads.ofSignIn('/sales?range=today'))).toEqual(
    ['portal.css', 'portal.js', 'sales.css', 'sales.js', 'shared.js', 'table.css', 'table.js'].map(
      (name) => `</assets/${name}>; rel=prefetch`,
    ),
  )
})

test('without a manifest nothing is named', () => {
  rmSync(join(folder, '.vite'), { recursive: true })
  const none = readPortalPreloads(folder)

  expect([none.ofPage('/sales'), none.ofSignIn('/')]).toEqual([null, null])
})
