import { readFileSync } from 'node:fs'
import type { Environment } from './setting-reader.ts'

/** The settings file cannot be read as one; the message names its lines and repeats nothing of them. */
export class SettingsFileError extends Error {
  override name = 'SettingsFileError'
}

/**
 * The variables of a settings file (`.env`), by the rules of `docker run --env-file`, so that one file means the same
 * everywhere: one `NAME=value` to a line; the value is everything behind the first `=`, as it stands, with any `#`, quote,
 * `$` or backslash in it; a line that begins with `#` is a comment; of a name that stands twice the last line counts. A
 * name alone adds nothing. Lines may end as on Windows, and a byte order mark does no harm.
 *
 * Node's own reader (`--env-file`) is another language: it cuts an unquoted value at a `#` and takes quotes away.
 *
 * @throws SettingsFileError that lists every line that is none of these
 */
export function parseSettingsFile(text: string, name: string): Environment {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const entry = line.trimStart()
    if (entry === '' || entry.startsWith('#')) continue
    const at = entry.indexOf('=')
    const variable = at === -1 ? entry.trimEnd() : entry.slice(0, at)
    const problem = complainAbout(variable)
    if (problem !== null) problems.push(`  line ${index + 1}  ${problem}`)
    else if (at !== -1) values[variable] = entry.slice(at + 1)
  }
  if (problems.length === 0) return values
  const rules = 'Each line is NAME=value, a comment that begins with #, or empty.'
  throw new SettingsFileError(`${name} cannot be read. ${rules}\n${problems.join('\n')}`)
}

function complainAbout(variable: string): string | null {
  if (/^export\s/.test(variable)) return 'begins with export: that is for shells; take it away'
  if (variable === '') return 'has no name in front of the ='
  if (/\s/.test(variable)) return 'has a blank in front of the =, or no = at all'
  return null
}

/**
 * The environment, with what a settings file says for whatever it does not. A file that is not there says nothing.
 *
 * @param path the file; null: the environment alone
 * @throws SettingsFileError
 */
export function readEnvironment(environment: Environment, path: string | null): Environment {
  if (path === null) return environment
  return { ...parseSettingsFile(readText(path), path), ...environment }
}

function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return ''
    throw new SettingsFileError(
      `${path} cannot be read (${code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : code}).`,
    )
  }
}

/** The file that `--settings=<path>` among a program's arguments names; null without one. */
export function settingsFileOf(args: readonly string[]): string | null {
  const option = '--settings='
  return args.find((arg) => arg.startsWith(option))?.slice(option.length) ?? null
}
