/**
 * Every check of the project, one after the other, on a bare machine: `npm test`, or some of them: `npm test -- types lint`.
 *
 * A gate (types, lint, arrows …) counts as one; unit and end-to-end tests count by their own numbers. All stages run even
 * after a failure, so one run shows everything that is wrong. The last line is always `N passed, N failed`, and the exit
 * code is 1 when anything failed. Needs no display, no terminal and no standard input.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { ensureChromium, findFirefox } from './browser.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache')
const require = createRequire(import.meta.url)
const tsx = binary('tsx', 'tsx')
const vitest = binary('vitest', 'vitest')

// CI=true makes some tools colour their output even into a file, where it reads as noise.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

/** In this order: the cheap gates first, so that a person who watches sees the likeliest failure soonest. */
const stages = [
  { id: 'types', title: 'Types (tsc --noEmit)', run: () => gate(binary('typescript', 'tsc'), ['--noEmit']) },
  { id: 'lint', title: 'Lint and format (biome ci)', run: () => gate(join(root, 'scripts/lint.mjs'), []) },
  {
    id: 'dead',
    title: 'Dead code (knip)',
    run: () => gate(binary('knip', 'knip'), ['--treat-config-hints-as-errors']),
  },
  { id: 'arrows', title: 'Arrows between rooms', run: () => gate(tsx, ['scripts/arrows.ts']) },
  { id: 'core', title: 'Pure core and file sizes', run: () => gate(tsx, ['scripts/core.ts']) },
  { id: 'house', title: 'Figures of the house', run: () => gate(tsx, ['scripts/house.ts']) },
  { id: 'ids', title: 'Ids of the registries', run: () => gate(tsx, ['scripts/ids.ts']) },
  { id: 'unit', title: 'Unit, law and golden tests (vitest)', run: () => tests('unit', []) },
  {
    id: 'mutations',
    title: 'Broken rules of the day',
    run: () => gate(tsx, ['scripts/mutations.ts', '--today']),
  },
  { id: 'build', title: 'Static build (vite build)', run: () => gate(binary('vite', 'vite'), ['build']) },
  { id: 'bytes', title: 'Bundle bytes', run: () => gate(tsx, ['scripts/bytes.ts']) },
  { id: 'cli', title: 'Command line build', run: () => gate(join(root, 'scripts/build-cli.mjs'), []) },
  { id: 'e2e', title: 'End-to-end tests in a real browser', run: endToEnd },
]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((id) => !stages.some((stage) => stage.id === id))
if (unknown.length > 0) {
  console.error(`No stage is called ${unknown.join(', ')}. Stages: ${stages.map((stage) => stage.id).join(', ')}.`)
  process.exit(2)
}

mkdirSync(cache, { recursive: true })
const rows = []
for (const stage of stages.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
  console.log(`\n=== ${stage.title} ===`)
  const start = Date.now()
  const counts = await stage.run()
  rows.push({ ...counts, title: stage.title, seconds: (Date.now() - start) / 1000 })
}
const passed = rows.reduce((sum, row) => sum + row.passed, 0)
const failed = rows.reduce((sum, row) => sum + row.failed, 0)

console.log('\n=== Summary ===')
for (const row of rows) {
  const verdict = row.failed > 0 ? 'FAIL' : 'ok'
  const counts = `${row.passed} passed, ${row.failed} failed${row.skipped ? `, ${row.skipped} skipped` : ''}`
  console.log(`${verdict.padEnd(5)}${row.title.padEnd(40)}${counts.padEnd(36)}${row.seconds.toFixed(1).padStart(6)} s`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

/** One command that is right or wrong as a whole. */
async function gate(script, args) {
  const code = await execute(script, args, {})
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** A vitest run, counted by its own JSON report. A run that breaks outside a test (an import error) is one failure more. */
async function tests(name, args, env = {}) {
  const report = join(cache, `vitest-${name}.json`)
  rmSync(report, { force: true })
  const outputs = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await execute(vitest, ['run', ...args, ...outputs], env)
  const counts = readReport(report)
  if (counts === null) {
    console.error('The test runner left no report: it broke before the first test.')
    return { passed: 0, failed: 1 }
  }
  const brokeOutside = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return brokeOutside ? { ...counts, failed: 1 } : counts
}

async function endToEnd() {
  const chromium = await ensureChromium()
  if (chromium === null) return { passed: 0, failed: 1 }
  console.log(`Chromium: ${chromium}`)
  const firefox = findFirefox()
  console.log(firefox === null ? 'Firefox: not installed, its tests are skipped' : `Firefox: ${firefox}`)
  return tests('e2e', ['--config', 'test/e2e/vitest.config.ts'], {
    CHROME_PATH: chromium,
    ...(firefox === null ? {} : { FIREFOX_PATH: firefox }),
  })
}

function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests }
  } catch {
    return null
  }
}

/** Path of a package's command, so that no shell and no `npx` (which may ask or download) stands between. */
function binary(name, command) {
  const manifest = findManifest(name)
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command])
}

/** A package may not export its package.json, so node_modules is asked directly. */
function findManifest(name) {
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    try {
      readFileSync(manifest)
      return manifest
    } catch {
      // not in this node_modules; the next one up is asked
    }
  }
  console.error(`The package ${name} is not installed: run npm install.`)
  process.exit(2)
}

function execute(script, args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, CI: 'true', ...plain, ...env },
    })
    child.on('error', (error) => {
      console.error(String(error))
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
