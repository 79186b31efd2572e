import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readCodeVersion } from '../../server/cache/code-version.ts'
import { bundleHandler } from './bundle.ts'

/** Files that are read at run time, as patterns below the project's folder. */
const readAtRunTime = [
  'schema/*.graphql',
  'server/rest/operations/*.graphql',
  'agents/*.graphql',
  'package.json',
  'dist/persisted-operations.json',
  'dist/portal/**/*',
  'dist/explorer/**/*',
  'LICENSE',
]

/** All files of the zip, by their names. The portal has to be built. */
export async function lambdaFiles(root: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const { files, packages } = await bundleHandler(root)
  const read = readAtRunTime
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((name) => statSync(join(root, name)).isFile())
    .map((name) => [name, readFileSync(join(root, name))] as const)
  return new Map([
    ...files,
    ...read,
    // In place of the code of the vendors, which the cache knows its entries by: see server/cache/code-version.ts.
    ['server/vendors/code-version.js', Buffer.from(`// ${readCodeVersion(join(root, 'server/vendors'))}\n`)],
    ['THIRD-PARTY-LICENSES.txt', Buffer.from(licencesOf(packages))],
  ])
}

/** The licences of bundled packages, which ask that they go with every copy. @param folders of the packages */
function licencesOf(folders: readonly string[]): string {
  return folders
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        name: string
        version: string
        license?: string
      }
      const { name, version, license } = manifest
      const file = readdirSync(folder).find((each) => /^licen[cs]e(\.|$)/i.test(each))
      const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
      return `${name} ${version} (${license ?? 'see its text'})\n${text}`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
