import { dirname, join, relative, sep } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

/** Where the handler is in the zip: Lambda is told `server/lambda/handler.handler`. */
export const handlerFile = 'server/lambda/handler.mjs'

/**
 * Files that a module finds by its own address are found in the bundle by the same address: as if each module were still
 * where it is in the project.
 */
function keepAddresses(root: string): Plugin {
  return {
    name: 'keep-addresses',
    transform(code, id) {
      const file = relative(root, id)
      if (!file.startsWith(`server${sep}`) || !code.includes('import.meta.url')) return null
      const from = relative(dirname(handlerFile), file).split(sep).join('/')
      return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(from)}, import.meta.url).href`)
    },
  }
}

/** The handler's files by their names in the zip, and the folders of the packages that are in them. */
export interface HandlerBundle {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly packages: readonly string[]
}

/**
 * Bundles the handler with all packages that it imports, as minified JavaScript: one file, and those that are only loaded
 * where they are needed.
 */
export async function bundleHandler(root: string): Promise<HandlerBundle> {
  const output = (await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [keepAddresses(root)],
    ssr: { target: 'node', noExternal: true },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ssr: join(root, 'server/lambda/handler.ts'),
      target: 'node24',
      minify: true,
      write: false,
      // All in one folder, of which `keepAddresses` goes out. Names of errors are read in the log.
      rolldownOptions: {
        output: { entryFileNames: 'handler.mjs', chunkFileNames: '[name]-[hash].mjs', keepNames: true },
      },
    },
  })) as Rolldown.RolldownOutput
  const chunks = output.output.filter((file) => file.type === 'chunk')
  return {
    files: new Map(chunks.map(({ fileName, code }) => [join(dirname(handlerFile), fileName), Buffer.from(code)])),
    packages: packagesOf(chunks.flatMap(({ moduleIds }) => moduleIds)),
  }
}

/** Folders of the packages that modules belong to, each once. */
function packagesOf(modules: readonly string[]): string[] {
  const folders = modules.flatMap((id) => /^\0?(\/.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? [])
  return [...new Set(folders)].sort()
}
