import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { keepFolder } from './temp-folder.ts'

/** How to start Chromium. */
export interface Chromium {
  readonly executablePath: string
  /** For the browser alone: other programs would take these libraries for the machine's. */
  readonly env: Record<string, string>
}

// Unpacks into TMPDIR all that the package holds. Libraries and fonts it unpacks only where it believes to be in a cloud
// function, which it tells by this variable.
const unpacker = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())"
const asInCloudFunction = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }

/** The package's own looks for the fonts in fixed folders. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`

/**
 * Chromium from npm, with the libraries (NSS, Expat, ...) and fonts that come with it: it starts on a machine that has
 * none, and draws the same on each.
 *
 * @throws Error on anything but Linux on x64, for which alone there is one
 */
export async function unpackChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `The browser tests need Linux on x64: @sparticuz/chromium has no Chromium for ${process.platform}-${process.arch}.`,
    )
  }
  const packageFile = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../package.json')
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }
  const folder = await keepFolder(tmpdir(), `chromium-${version}`, async (draft) => {
    await promisify(execFile)(process.execPath, ['--eval', unpacker], {
      cwd: import.meta.dirname,
      env: { ...asInCloudFunction, TMPDIR: draft },
    })
    await writeFile(join(draft, 'fonts/fonts.conf'), fontSettings)
  })
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_PATH: join(folder, 'fonts') },
  }
}
