import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import {
  parseSettingsFile,
  readEnvironment,
  settingsFileOf,
  SettingsFileError,
} from '../../../server/config/settings-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a value stands as it is', () => {
  test.each([
    ['with a #', 'A=7Kd*0#fT@m3Q~', '7Kd*0#fT@m3Q~'],
    ['with a blank and a #', 'A=one # two', 'one # two'],
    ['with double quotes around it', 'A="quoted"', '"quoted"'],
    ['with single quotes around it', "A='quoted'", "'quoted'"],
    ['with a quote in it', `A=it's "so"`, `it's "so"`],
    ['with blanks in it', 'A=openid profile email', 'openid profile email'],
    ['with blanks around it', 'A= padded ', ' padded '],
    ['with =', 'A=Viewer=VIEWER,b64==', 'Viewer=VIEWER,b64=='],
    ['with $', 'A=$HOME${B}$(c)', '$HOME${B}$(c)'],
    ['with backslashes', 'A=c:\\new\\table', 'c:\\new\\table'],
    ['with a backtick', 'A=`a`', '`a`'],
    ['with letters of any script', 'A=für 日本 😀', 'für 日本 😀'],
    ['that is empty', 'A=', ''],
    ['on a line that ends as on Windows', 'A=value\r\nB=other\r\n', 'value'],
    ['behind a byte order mark', '\uFEFFA=value', 'value'],
    ['on an indented line', '  A=value', 'value'],
    ['on the last of two lines', 'A=first\nA=last', 'last'],
  ])('%s', (_, text, value) => {
    expect(parseSettingsFile(text, '.env')['A']).toBe(value)
  })
})

test('comments, empty lines and names alone add nothing', () => {
  expect(parseSettingsFile('# A=1\n\n   \n  # B=2\nC\nD=4', '.env')).toEqual({ D: '4' })
})

test('every line that is none is named by its number, and nothing of it is repeated', () => {
  const text = 'A=1\nexport SECRET=planted\n=planted\nplanted words\nB =planted'
  expect(() => parseSettingsFile(text, '.env')).toThrow(
    new SettingsFileError(
      [
        '.env cannot be read. Each line is NAME=value, a comment that begins with #, or empty.',
        '  line 2  begins with export: that is for shells; take it away',
        '  line 3  has no name in front of the =',
        '  line 4  has a blank in front of the =, or no = at all',
        '  line 5  has a blank in front of the =, or no = at all',
      ].join('\n'),
    ),
  )
})

describe('the environment', () => {
  const file = (name: string, content: string | Buffer) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }

  test('goes before the file, also where it is empty', () => {
    const path = file('both', 'A=file\nB=file\nC=file')

    expect(readEnvironment({ A: 'environment', B: '' }, path)).toEqual({ A: 'environment', B: '', C: 'file' })
  })

  test('stands alone without a file', () => {
    expect(readEnvironment({ A: '1' }, null)).toEqual({ A: '1' })
    expect(readEnvironment({ A: '1' }, join(folder, 'missing'))).toEqual({ A: '1' })
  })

  test('is not guessed from a file that is not UTF-8, or is a folder', () => {
    const path = file('latin1', Buffer.from('A=f\xfcr', 'latin1'))

    expect(() => readEnvironment({}, path)).toThrow(`${path} cannot be read (it is not UTF-8).`)
    expect(() => readEnvironment({}, folder)).toThrow(`${folder} cannot be read (EISDIR).`)
  })
})

test.each([
  [['node', 'main.ts', '--settings=.env'], '.env'],
  [['node', 'main.ts', '--settings=/etc/a=b'], '/etc/a=b'],
  [['node', 'main.ts'], null],
])('the arguments %j name the file %s', (args, path) => {
  expect(settingsFileOf(args)).toBe(path)
})
