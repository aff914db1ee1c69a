/**
 * Builds the command line into one self-contained file, dist-cli/tokenscope.mjs, and the engine as a library beside it,
 * dist-cli/library.mjs with its types: `npm run build:cli`. They need Node and nothing else, no node_modules. Then runs both once, so that
 * a build that cannot start fails here.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundleCli } from './bundle-cli.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const program = join(root, 'dist-cli/tokenscope.mjs')

const folder = 'dist-cli'
const banner = '#!/usr/bin/env node'
await bundleCli({ root, entry: 'src/cli/main.ts', folder, name: 'tokenscope.mjs', empty: true, banner })
await bundleCli({ root, entry: 'src/cli/library.ts', folder, name: 'library.mjs' })
chmodSync(program, 0o755)
// What the library's functions take and give: declarations of the files that it is made of.
const compiler = join(root, 'node_modules/typescript/bin/tsc')
const types = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.library.json')], { encoding: 'utf8' })
if (types.status !== 0) throw new Error(`the library has no types:\n${types.stdout}`)

const { status, stderr, stdout } = spawnSync(process.execPath, [program, 'describe'], { encoding: 'utf8' })
if (status !== 0 || stdout.trim() === '') {
  console.error(`dist-cli/tokenscope.mjs describe failed (${status}):\n${stderr}`)
  process.exitCode = 1
} else {
  console.log(`dist-cli/tokenscope.mjs: built, and describes ${stdout.trim().split('\n').length} lines of knobs`)
}

const { decode, summariesOf } = await import(pathToFileURL(join(root, 'dist-cli/library.mjs')).href)
const { report } = summariesOf(decode('#/lab?v=1&workload.requests=20').document).a
if (report.requests.finished !== 20) throw new Error(`dist-cli/library.mjs finished ${report.requests.finished} of 20`)
console.log('dist-cli/library.mjs: built, and runs 20 requests to their end')
