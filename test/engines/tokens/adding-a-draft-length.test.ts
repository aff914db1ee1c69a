/**
 * A rule for the draft length is one file and a registry line, as docs/adding-things.md says. Its example is saved word for word into
 * a copy of `src`, and the line added; then that copy is asked for the form, and for a run of real models.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCli } from '../../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../../scripts/source-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))

/** The command line of the copy; its standard output. */
const cli = (...args: string[]) =>
  execFileSync(process.execPath, ['dist-cli/tokenscope.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

beforeAll(async () => {
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  for (const name of ['node_modules', 'public']) symlinkSync(join(projectRoot, name), join(folder, name), 'junction')
  const [, shown = ''] = [
    ...readFileSync(join(projectRoot, 'docs/adding-things.md'), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g),
  ].map(([, code]) => code)
  const rules = join(folder, 'src/engines/tokens/roles/draft-length')
  writeFileSync(join(rules, 'entropy-bound.ts'), shown)
  const registry = readFileSync(join(rules, 'index.ts'), 'utf8')
  const withLine = registry.replace('] as const', ', entropyBound] as const')
  writeFileSync(join(rules, 'index.ts'), `import { entropyBound } from './entropy-bound.ts'\n${withLine}`)
  await bundleCli({ root: folder, entry: 'src/cli/main.ts', folder: 'dist-cli', name: 'tokenscope.mjs' })
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a rule for the draft length in one file and a registry line', () => {
  it('is found in a link, and ends drafts where the draft is unsure', () => {
    const few = ['--set', 'prompts.requests=3', '--set', 'output=24', '--json']
    const run = (rule: string) => JSON.parse(cli('run', `#/lab?v=2&engine=tokens&${rule}`, ...few)) as Report
    const [mine, strict] = [run('draftLength=entropy-bound'), run('draftLength=entropy-bound&draftLength.bound=0.1')]
    expect(mine.requests).toEqual({ total: 3, finished: 3 })
    expect(strict.acceptance.discarded).toBeLessThan(mine.acceptance.discarded)
    expect(strict.tokensPerPass).toBeLessThan(mine.tokensPerPass)
  })
})

interface Report {
  readonly requests: object
  readonly tokensPerPass: number
  readonly acceptance: { readonly discarded: number }
}
