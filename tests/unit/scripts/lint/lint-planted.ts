import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

interface Report {
  diagnostics: { code: string; filename: string; labels: { span: { line: number } }[] }[]
}

/**
 * Runs oxlint with the project's rules over these files alone.
 *
 * @param files lines of source text, one import each, by path in the project
 * @returns the lines refused by the rule on imports, by path; empty where none is
 */
export function lintPlanted(files: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'msp-graph-lint-'))
  try {
    for (const name of ['package.json', 'oxlint.config.ts', 'scripts/lint', 'server/enums.gen.ts'])
      cpSync(join(root, name), join(folder, name), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    for (const [path, lines] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
    }
    const program = join(folder, 'node_modules/oxlint/bin/oxlint')
    // Folders by name, as the link to the packages would be followed.
    const tops = new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))
    const { stdout, stderr } = spawnSync(process.execPath, [program, '--format=json', ...tops], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    if (!stdout.trimStart().startsWith('{')) throw new Error(`oxlint ended without a report:\n${stdout}${stderr}`)
    const refused = Object.fromEntries(Object.keys(files).map((path) => [path, new Set<number>()]))
    for (const { code, filename, labels } of (JSON.parse(stdout) as Report).diagnostics)
      if (code.includes('no-restricted-imports')) for (const { span } of labels) refused[filename]?.add(span.line - 1)
    return Object.fromEntries(
      Object.entries(files).map(([path, lines]) => [path, lines.filter((_, index) => refused[path]?.has(index))]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
