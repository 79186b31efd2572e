import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/**
 * The explorer, into `dist/explorer`: a build of its own, so that the portal's files contain nothing of it, and a gateway
 * without an explorer reads none of it.
 */
export default defineConfig({
  root: path('.'),
  base: '/explorer/',
  // Its icon is the portal's; the scripts beside it are not for this page.
  publicDir: false,
  build: {
    outDir: path('../dist/explorer'),
    emptyOutDir: true,
    target: ['chrome125', 'edge125', 'firefox128', 'safari17.5'],
    // The Content-Security-Policy allows no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The editor is one file of megabytes; it is loaded on this page alone.
    chunkSizeWarningLimit: 8_000,
    // Packages mark their modules for a server that renders React; there is none here.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
})
