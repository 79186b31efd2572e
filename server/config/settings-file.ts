import { readFileSync } from 'node:fs'
import type { Environment } from './setting-reader.ts'

/** The settings file cannot be parsed. The message names the lines and does not repeat their content. */
export class SettingsFileError extends Error {
  override name = 'SettingsFileError'
}

/**
 * Parses a settings file (`.env`) by the rules of `docker run --env-file`, so that one file means the same everywhere:
 * one `NAME=value` per line; the value is everything after the first `=`, verbatim, including any `#`, quote, `$` or
 * backslash; a line starting with `#` is a comment; the last of duplicate names wins. A name alone adds nothing. CRLF
 * line ends and a byte order mark are accepted.
 *
 * Node's own parser (`--env-file`) follows other rules: it cuts an unquoted value at a `#` and strips quotes.
 *
 * @throws SettingsFileError listing every invalid line
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
 * Returns the environment, with a settings file as defaults. A missing file counts as empty.
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

/** Returns the file of a `--settings=<path>` argument; null without one. */
export function settingsFileOf(args: readonly string[]): string | null {
  const option = '--settings='
  return args.find((arg) => arg.startsWith(option))?.slice(option.length) ?? null
}
