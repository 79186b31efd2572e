import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { devGateway } from './client/build/dev-gateway.ts'
import { persistedOperations } from './client/build/persisted-operations.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/**
 * The portal. `vite build` writes `dist/portal` (static files) and `dist/persisted-operations.json` (what it will ask);
 * `vite` serves it with a gateway behind it, see client/build/dev-gateway.ts.
 */
export default defineConfig({
  root: path('client'),
  plugins: [
    react(),
    persistedOperations({
      documents: path('client'),
      manifestFile: path('dist/persisted-operations.json'),
    }),
    devGateway(),
  ],
  build: {
    outDir: path('dist/portal'),
    emptyOutDir: true,
    manifest: true,
    // Browsers that know light-dark(), <dialog> and popovers, so that nothing is transpiled into something larger.
    target: ['chrome125', 'edge125', 'firefox128', 'safari17.5'],
    // The Content-Security-Policy allows neither data: addresses nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { portal: path('client/index.html'), signIn: path('client/sign-in.html') },
      // What pages share in one file: a browser takes as long for each as for some ten kilobytes more.
      output: { codeSplitting: { groups: [{ name: 'page', test: /\/client\/(page|format)\//, minShareCount: 2 }] } },
    },
  },
})
