import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allowedImports } from '../../../../scripts/lint/allowed-imports.ts'
import { lintPlanted } from './lint-planted.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const isFile = (path: string) => /\.tsx?$/.test(path)

/** All lists, with paths from the root of the project. */
const lists = Object.entries(allowedImports).flatMap(([top, places]) =>
  Object.entries(places).map(([name, allowed]) => ({
    place: posix.join(top, name),
    allowed: allowed.map((to) => (to.startsWith('npm:') ? to : posix.join(top, to))),
  })),
)
const named = [...new Set(lists.flatMap(({ place, allowed }) => [place, ...allowed]))].toSorted()

/** Files and packages to import: one of each name on any list, and one of neither. */
const targets = [...named, 'npm:unlisted', 'server/unlisted', 'unlisted'].map((name) => ({
  name,
  path: name.startsWith('npm:') || isFile(name) ? name : `${name}/target.ts`,
}))

function specifierOf(from: string, path: string): string {
  if (path.startsWith('npm:')) return path.slice(4)
  const relative = posix.relative(posix.dirname(from), path)
  return relative.startsWith('.') ? relative : `./${relative}`
}

describe('the lists of allowed imports', () => {
  test('name only what exists', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
      dependencies: Record<string, string>
      devDependencies: Record<string, string>
    }
    const packages = new Set(Object.keys({ ...dependencies, ...devDependencies }))
    const isThere = (name: string) => {
      if (!name.startsWith('npm:')) return existsSync(root + name)
      return packages.has(name.slice(4)) || name.startsWith('npm:virtual:')
    }

    expect(named.filter((name) => !isThere(name))).toEqual([])
  })

  test('are what lint accepts in each folder; it refuses everything else', () => {
    const fromOf = (place: string) => (isFile(place) ? place : `${place}/planted.ts`)
    const lineOf = (from: string, path: string) => `export * from '${specifierOf(from, path)}'`
    const refused = lintPlanted(
      Object.fromEntries(
        lists.map(({ place }) => {
          const from = fromOf(place)
          return [from, targets.map(({ path }) => lineOf(from, path))]
        }),
      ),
    )
    const accepted = lists.map(({ place }) => {
      const from = fromOf(place)
      const isRefused = new Set(refused[from])
      const names = targets.filter(({ path }) => !isRefused.has(lineOf(from, path))).map(({ name }) => name)
      return { place, names: names.toSorted() }
    })

    const folderOf = (name: string) => (isFile(name) ? posix.dirname(name) : name)
    expect(accepted).toEqual(
      lists.map(({ place, allowed }) => {
        const isOwn = (name: string) => !isFile(place) && folderOf(name) === place
        const isWithin = (name: string) => allowed.some((to) => to === name || (!isFile(to) && to === folderOf(name)))
        return { place, names: named.filter((name) => isOwn(name) || isWithin(name)) }
      }),
    )
  })

  test('a new folder is closed: it may import nothing but its own files, and no other may import it', () => {
    const files = {
      'server/planted/planted.ts': [
        "import '../config/config.ts'",
        "import '../clock.ts'",
        "import '../sales/resolvers.ts'",
        "import 'kysely'",
      ],
      'server/changes/planted/planted.ts': ["import '../changes.ts'", "import '../../config/config.ts'"],
      'client/planted/planted.tsx': ["import '../router/router.ts'", "import 'react'"],
      'simulators/planted/planted.ts': ["import '../control/handler.ts'"],
      'planted/planted.ts': ["import '../server/app.ts'", "import '../tests/support/world.ts'"],
      'server/app.ts': ["import './planted/planted.ts'", "import './changes/planted/planted.ts'"],
      'server/sales/planted.ts': ["import '../planted/planted.ts'"],
      'server/changes/planted.ts': ["import './planted/planted.ts'"],
      'client/app/planted.ts': ["import '../planted/planted.tsx'"],
      'simulators/planted.ts': ["import './planted/planted.ts'"],
    }
    const own = "import './own.ts'"
    const withOwn = Object.fromEntries(
      Object.entries(files).map(([path, lines]) => [path, path.includes('/planted/') ? [own, ...lines] : lines]),
    )

    expect(lintPlanted(withOwn)).toEqual(files)
  })

  test('no spelling of an import leads around them', () => {
    const files = {
      'server/sales/planted.ts': [
        "import type { one } from '../service-desk/resolvers.ts'",
        "export { two } from '../service-desk/resolvers.ts'",
        "export const three = await import('../service-desk/resolvers.ts')",
        "import './../service-desk/resolvers.ts'",
        "import '../errors/../service-desk/resolvers.ts'",
        "import '../../server/service-desk/resolvers.ts'",
        "import '../sales/../service-desk/resolvers.ts'",
        "import '..'",
        "import '/server/service-desk/resolvers.ts'",
        "import '../vendors/hubspot/client.ts'",
        "import '../vendors/kit/vendor-http.ts'",
        "import '../graphql/apollo.ts'",
        "import '@apollo/server'",
        "import 'got'",
      ],
    }

    expect(lintPlanted(files)).toEqual(files)
  })

  // Written out: a wrong entry in a list would change what the other tests expect.
  test('do not let the layers, the vendors, the rooms and the independent parts reach each other', () => {
    const files = {
      'server/config/planted.ts': ["import '../auth/principal.ts'"],
      'server/auth/planted.ts': ["import '../cache/cache.ts'"],
      'server/cache/planted.ts': ["import '../vendors/autotask/index.ts'"],
      'server/calendar/planted.ts': ["import '../app.ts'"],
      'server/database/planted.ts': ["import '../tenants/tenants.ts'"],
      'server/vendors/autotask/planted.ts': ["import '../hubspot/index.ts'"],
      'server/vendors/hubspot/planted.ts': ["import '../../sales/resolvers.ts'"],
      'server/vendors/connectwise/planted.ts': ["import 'graphql'"],
      'server/service-desk/planted.ts': ["import '../sales/resolvers.ts'"],
      'server/changes/planted.ts': ["import '../tenants/tenants.ts'"],
      'server/tenants/planted.ts': ["import '../vendors/connectwise/client.ts'"],
      'server/graphql/planted.ts': ["import '../sales/resolvers.ts'"],
      'server/http/planted.ts': ["import '../vendors/autotask/index.ts'"],
      'server/sales/planted.ts': ["import '../../simulators/clock.ts'"],
      'server/app.ts': ["import '../tests/support/world.ts'"],
      'client/sales/planted.tsx': ["import '../../server/sales/resolvers.ts'"],
      'client/design/planted.tsx': ["import '../sales/sales-page.tsx'"],
      'client/page/planted.tsx': ["import '../../simulators/clock.ts'"],
      'simulators/hubspot/planted.ts': ["import '../../server/figures/decimal.ts'"],
      'simulators/autotask/query/planted.ts': ["import '../../../server/clock.ts'"],
      'tests/support/oracle/planted.ts': ["import '../../../server/figures/decimal.ts'"],
      'tests/support/oracle/hubspot/planted.ts': ["import '../../../../simulators/hubspot/derive-deal.ts'"],
    }

    expect(lintPlanted(files)).toEqual(files)
  })
})
