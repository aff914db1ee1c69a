/**
 * Build and test set-up. `base: './'`: the build works from any sub-path of a plain file server, with no server rules.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  base: './',
  plugins: [react()],
  // Workers are modules: the page starts them with { type: 'module' }, and shared chunks need import statements.
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // scripts/bytes.ts reads which chunks the first page loads from dist/.vite/manifest.json.
    manifest: true,
    // Fonts and pictures in the bundle would be paid by every visitor: nothing is inlined.
    assetsInlineLimit: 0,
  },
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
  },
})
