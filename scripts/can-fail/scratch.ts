import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** Text of files, by their path in the project. */
export type Files = Readonly<Record<string, string>>

/** A copy of the project to break things in: the project itself is never touched. */
export interface Scratch {
  readonly folder: string
  read(path: string): string
  /** Whether these files are there with this text. */
  holds(files: Files): boolean
  /** Writes these files, and returns a function that restores the previous content. */
  plant(files: Files): () => void
  remove(): void
}

const leftOut = /^(node_modules|\.git|dist|coverage|data)$|\.log$|^tests\/browser\/screenshots$/

/** Copies the project as it stands, committed or not; installed packages are shared. */
export function createScratch(root: string): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'msp-graph-can-fail-'))
  cpSync(root, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (source) => !leftOut.test(relative(root, source)),
  })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  return {
    folder,
    read,
    holds: (files) =>
      Object.entries(files).every(([path, text]) => existsSync(join(folder, path)) && read(path) === text),
    plant(files) {
      const undo = Object.entries(files).map(([path, text]) => {
        const file = join(folder, path)
        const before = existsSync(file) ? { text: read(path), at: statSync(file).mtime } : null
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, text)
        return () => {
          if (!before) return rmSync(file)
          writeFileSync(file, before.text)
          utimesSync(file, before.at, before.at)
        }
      })
      return () => undo.forEach((putBack) => putBack())
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
