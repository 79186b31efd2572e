import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensurePortal } from '../../../scripts/ensure-portal.ts'

const page = 'dist/portal/index.html'
const missing = expect.stringMatching(
  /^There is no portal in dist\/portal, and it cannot be built here.*`npm ci`.*dist\//,
)

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a project with blanks-'))
  for (const folder of ['client', 'dist/portal']) mkdirSync(join(root, folder), { recursive: true })
  write('client/main.tsx', 'source')
  buildsWith('cp client/main.tsx dist/portal/index.html')
})
afterEach(() => rmSync(root, { recursive: true }))

const write = (file: string, text: string) => writeFileSync(join(root, file), text)
const touch = (file: string, at: string) => utimesSync(join(root, file), new Date(at), new Date(at))
const buildsWith = (build: string) => write('package.json', JSON.stringify({ scripts: { build } }))
const built = () => readFileSync(join(root, page), 'utf8')

describe('with the development dependencies', () => {
  beforeEach(() => mkdirSync(join(root, 'node_modules/vite'), { recursive: true }))

  test('a portal that is missing is built', () => {
    expect(ensurePortal(root)).toBeNull()
    expect(built()).toBe('source')
  })

  test('a portal that is older than a source is built anew', () => {
    write(page, 'older')
    touch(page, '2026-01-01')
    ensurePortal(root)

    expect(built()).toBe('source')
  })

  test('a portal that is newer than its sources stays', () => {
    write(page, 'newer')
    touch('client/main.tsx', '2026-01-01')
    ensurePortal(root)

    expect(built()).toBe('newer')
  })

  test('a build that fails is an error', () => {
    buildsWith('exit 3')

    expect(() => ensurePortal(root)).toThrow('The portal could not be built: npm run build says why.')
  })
})

describe('with production dependencies alone', () => {
  test('a portal that was built elsewhere stays, however old it is', () => {
    write(page, 'copied')
    touch(page, '2026-01-01')

    expect([ensurePortal(root), built()]).toEqual([null, 'copied'])
  })

  test('a portal that is missing is told of, with what brings it', () => {
    expect(ensurePortal(root)).toEqual(missing)
  })
})
