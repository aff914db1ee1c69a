/**
 * Build and test set-up. `base: './'`: the build works from any sub-path of a plain file server, with no server rules.
 */
import react from '@vitejs/plugin-react'
import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { contentPolicy } from './scripts/content-policy.ts'
import { noEngines } from './scripts/engines.plugin.ts'
import { expectations } from './scripts/expectations.plugin.ts'
import { words } from './scripts/words/plugin.ts'

export default defineConfig({
  base: './',
  plugins: [
    words(),
    react(),
    contentPolicy(),
    noEngines(),
    expectations(),
    // The lab without a network after the first visit. Everything built is kept by its content hash; a new version waits until
    // the reader asks for it (src/app/offline.ts), since a page that changes by itself ruins a demonstration.
    VitePWA({
      registerType: 'prompt',
      injectRegister: null,
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,json,webmanifest}'],
        // Weights are megabytes that most visitors never ask for: kept once they were, and fetched with their list, since a new
        // list and old weights would not fit together.
        globIgnores: ['models/**'],
        runtimeCaching: [
          {
            urlPattern: ({ url }) => url.pathname.includes('/models/'),
            handler: 'NetworkFirst',
            options: { cacheName: 'models' },
          },
        ],
        inlineWorkboxRuntime: true,
        cleanupOutdatedCaches: true,
        maximumFileSizeToCacheInBytes: 4_000_000,
      },
      manifest: {
        name: 'Tokenscope',
        short_name: 'Tokenscope',
        description: 'A lab in the browser for LLM inference.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#fcfcfa',
        theme_color: '#254a77',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      },
    }),
  ],
  // Workers are modules: the page starts them with { type: 'module' }, and shared chunks need import statements.
  worker: {
    format: 'es',
    rolldownOptions: {
      // Libraries and the catalogue in chunks of their own, fetched beside the worker's: they stay in the browser's cache when the
      // engine changes.
      output: {
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules/ },
            { name: 'catalogue', test: /src\/catalog\// },
            // What a set-up chooses from, which grows with every paper; and what these stand on.
            {
              name: 'algorithms',
              test: /src\/engines\/serving\/roles\//,
            },
          ],
        },
      },
    },
  },
  build: {
    target: 'es2022',
    // scripts/bytes.ts reads which chunks the first page loads from dist/.vite/manifest.json.
    manifest: true,
    // Fonts and pictures in the bundle would be paid by every visitor: nothing is inlined.
    assetsInlineLimit: 0,
    // All that the first page cannot do without in one file: left alone, what later pages share with it becomes twenty small ones, each
    // a request and compressed by itself (3 KB more).
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first-page', tags: ['$initial'] }] } } },
  },
  test: {
    environment: 'node',
    // One core fewer is the default; nothing else runs beside the tests.
    maxWorkers: '100%',
    // Files of a worker share its modules: to load the engines and a schema library for each of them took a third of all time. What a
    // file changes (a global, a clock, a registry) it puts back.
    isolate: false,
    // Limits of time are for hangs: the longest test takes half a minute alone, and ten times as long on two cores under a load of
    // twenty. Time itself is measured by the benches and budgets, never here.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    teardownTimeout: 120_000,
    // A test that asks nothing cannot fail, and neither can an expectation that is never asked: test/asked.ts.
    expect: { requireAssertions: true, poll: { timeout: 120_000 } },
    setupFiles: ['test/asked.ts'],
    globalSetup: ['test/run-folder.ts'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
  },
})
