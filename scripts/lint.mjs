/**
 * The lint gate: biome's rules and formatting without exceptions, and no comment that silences a check.
 *
 * A rule that is wrong is changed in biome.json, where everybody sees it, and never switched off on one line. Silencing
 * the type checker is banned in src and scripts; a test may expect a type error on one line, to show that something is refused.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = createRequire(import.meta.url).resolve('@biomejs/biome/package.json')
const biome = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.biome)

const colours = process.stdout.isTTY ? 'force' : 'off'
const lint = spawnSync(
  process.execPath,
  [biome, 'ci', '--error-on-warnings', '--max-diagnostics=100', `--colors=${colours}`, '.'],
  {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  },
)

const silencers = [
  { mark: ['biome', 'ignore'].join('-'), allowed: () => false },
  { mark: ['eslint', 'disable'].join('-'), allowed: () => false },
  { mark: ['@ts', 'nocheck'].join('-'), allowed: () => false },
  { mark: ['@ts', 'ignore'].join('-'), allowed: () => false },
  { mark: ['@ts', 'expect', 'error'].join('-'), allowed: (path) => path.startsWith('test/') },
]
let found = 0
for (const path of sourceFiles()) {
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .forEach((line, index) => {
      for (const { mark, allowed } of silencers) {
        if (!line.includes(mark) || allowed(path)) continue
        console.error(
          `${path}:${index + 1} silences a check (${mark}): mend the code, or change the rule in biome.json.`,
        )
        found++
      }
    })
}
process.exitCode = lint.status === 0 && found === 0 ? 0 : 1

/** All source files: walked, not asked of git, which answers nothing in a folder that it does not trust. */
function sourceFiles() {
  const tops = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile())
  const folders = ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, String(path))),
  )
  return [...tops.map((entry) => entry.name), ...folders].filter((path) => /\.(m?[jt]sx?|css)$/.test(path))
}
