import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const documents = globSync(
  ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/**/*.md', '{server,examples}/**/README.md'],
  {
    cwd: root,
  },
).toSorted()

/** Folders in which a path may start, besides that of its document: docs/architecture.md leaves out `server/` and the like. */
const starts = ['', 'server', 'client', 'simulators']

const fileNames = new Set(
  globSync('{.,{bench,client,docs,examples,schema,scripts,server,simulators,tests}/**}/*.*', {
    cwd: root,
    exclude: (path) => basename(path) === 'node_modules',
  }).map((path) => basename(path)),
)

/** What looks like a path and is something else. */
const otherNames = ['application/json', 'dist/', 'entityInformation/fields', 'import/no-cycle', 'system/info']

const endsLikeSource = /\.(ts|tsx|mjs|sh|graphql|css|md|json|html)$/

/** Text of the document without its blocks of code, whose commands may name files that they make. */
function readProse(document: string): string {
  return readFileSync(join(root, document), 'utf8').replace(/^ *```.*?^ *```$/gms, '')
}

function pathsIn(document: string): string[] {
  const words = [...readProse(document).matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/\s+/))
  return words.filter(
    (word) =>
      /^(\.{1,2}\/)*[a-z0-9-][\w.-]*(\/[\w.-]+)*\/?$/.test(word) &&
      (word.includes('/') || endsLikeSource.test(word)) &&
      !otherNames.includes(word),
  )
}

function exists(path: string, document: string): boolean {
  if (!path.includes('/') && !document.endsWith('/README.md')) return fileNames.has(path)
  return [dirname(document), ...starts].some((start) => existsSync(join(root, start, path)))
}

test.each(documents)('every path in backticks in %s exists', (document) => {
  expect(pathsIn(document).filter((path) => !exists(path, document))).toEqual([])
})

test.each(documents)('%s is merged to the end', (document) => {
  expect(readFileSync(join(root, document), 'utf8')).not.toMatch(/^(<{7}|={7}|>{7}|(> ){6}>)( |$)/m)
})

test.each(documents)('every link in %s to a file leads to one', (document) => {
  const links = [...readProse(document).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
})

test.each(documents.filter((document) => document.startsWith('server/')))(
  '%s lists every file beside it',
  (document) => {
    const files = globSync('*.ts', { cwd: join(root, dirname(document)) })
    expect(files.filter((file) => !pathsIn(document).includes(file))).toEqual([])
  },
)

test('paths are found in what is read', () => {
  expect(documents).toContain('server/vendors/autotask/README.md')
  expect(pathsIn('docs/architecture.md').length).toBeGreaterThan(50)
})
