/**
 * The lint gate: biome's rules and formatting without exceptions, and no comment that silences a check.
 *
 * A rule that is wrong is changed in biome.json, where everybody sees it, and never switched off on one line. Silencing
 * the type checker is banned in src and scripts; a test may use `@ts-expect-error` to show that something is refused.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const manifest = createRequire(import.meta.url).resolve('@biomejs/biome/package.json')
const biome = join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin.biome)

const lint = spawnSync(process.execPath, [biome, 'ci', '--error-on-warnings', '--max-diagnostics=100', '.'], {
  cwd: root,
  stdio: ['ignore', 'inherit', 'inherit'],
})

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

/** Files that git knows or would add: build outputs and caches are nobody's source. */
function sourceFiles() {
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  return [...new Set(stdout.split('\n'))].filter((path) => /\.(m?[jt]sx?|css)$/.test(path) && exists(path))
}

function exists(path) {
  try {
    readFileSync(join(root, path))
    return true
  } catch {
    return false // deleted but not committed yet
  }
}
