import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unzipSync } from 'fflate'
import { ensurePortal } from '../../../scripts/ensure-portal.ts'
import { lambdaFiles } from '../../../scripts/lambda/files.ts'
import { zip } from '../../../scripts/lambda/zip.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The zip of `npm run build:lambda`, and its files in a new folder, as Lambda unpacks them. */
export interface BuiltFunction {
  readonly zip: Uint8Array
  readonly folder: string
  remove(): Promise<void>
}

/** As the template names it. */
export const handlerName = 'server/lambda/handler.handler'

export async function buildFunction(): Promise<BuiltFunction> {
  const missing = ensurePortal(root)
  if (missing !== null) throw new Error(missing)
  const zipped = zip(await lambdaFiles(root))
  const folder = await mkdtemp(join(tmpdir(), 'msp-graph-lambda-'))
  for (const [name, bytes] of Object.entries(unzipSync(zipped))) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), bytes)
  }
  return { zip: zipped, folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
