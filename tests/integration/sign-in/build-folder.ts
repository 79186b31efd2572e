import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHash } from 'node:crypto'

export const inlineScript = `document.documentElement.dataset.theme = 'dark'`
export const index = `<!doctype html><script>${inlineScript}</script><script src="/assets/app-1.js"></script>the portal`
export const signIn = '<!doctype html>the sign-in page'
export const asset = `console.log('the portal')`.repeat(50)

/** The one operation of the built portal. */
export const operation = 'query Viewer { viewer { name roles } }'
export const hashOf = (document: string) => createHash('sha256').update(document).digest('hex')
export const operationHash = hashOf(operation)

/** A folder such as the portal's build leaves behind, with `documents` as further operations of the portal. */
export async function writeBuildFolder(documents: readonly string[] = []): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'gateway-build-'))
  await mkdir(join(path, 'portal/assets'), { recursive: true })
  const files = {
    'persisted-operations.json': JSON.stringify(
      Object.fromEntries([operation, ...documents].map((each) => [hashOf(each), each])),
    ),
    'portal/index.html': index,
    'portal/sign-in.html': signIn,
    'portal/favicon.svg': '<svg/>',
    'portal/assets/app-1.js': asset,
  }
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(path, name), content)))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
