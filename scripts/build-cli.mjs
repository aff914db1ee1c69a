/**
 * Builds the command line into one self-contained file, dist-cli/tokenscope.mjs: `npm run build:cli`. It needs Node and
 * nothing else, no node_modules. Then runs it once, so that a build that cannot start fails here.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist-cli/tokenscope.mjs')

await build({
  root,
  // The page's configuration (React, public files, workers) has no part in this.
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist-cli',
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: {
      output: {
        format: 'es',
        entryFileNames: 'tokenscope.mjs',
        codeSplitting: false,
        banner: '#!/usr/bin/env node',
      },
    },
  },
})
chmodSync(program, 0o755)

const { status, stderr, stdout } = spawnSync(process.execPath, [program, 'describe'], { encoding: 'utf8' })
if (status !== 0 || stdout.trim() === '') {
  console.error(`dist-cli/tokenscope.mjs describe failed (${status}):\n${stderr}`)
  process.exitCode = 1
} else {
  console.log(`dist-cli/tokenscope.mjs: built, and describes ${stdout.trim().split('\n').length} lines of knobs`)
}
