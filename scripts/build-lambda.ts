import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensurePortal } from './ensure-portal.ts'
import { lambdaFiles } from './lambda/files.ts'
import { zip } from './lambda/zip.ts'

// `npm run build:lambda`: the gateway and its portal as dist/lambda.zip, for AWS Lambda (docs/deploy/lambda.md).

const root = fileURLToPath(new URL('..', import.meta.url))
const mostBytes = 15 * 2 ** 20

const missing = ensurePortal(root)
if (missing !== null) throw new Error(missing)
const bytes = zip(await lambdaFiles(root))
if (bytes.length > mostBytes)
  throw new Error(`The zip has ${bytes.length} bytes, more than the ${mostBytes} it may have.`)
mkdirSync(join(root, 'dist'), { recursive: true })
writeFileSync(join(root, 'dist', 'lambda.zip'), bytes)
process.stdout.write(`dist/lambda.zip: ${(bytes.length / 2 ** 20).toFixed(1)} MiB\n`)
