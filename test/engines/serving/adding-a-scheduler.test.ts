/**
 * The promise of the README: a scheduler is one file and a registry line. Its example is saved word for word into a copy of `src`,
 * and the line added; then that copy is asked what a reader would look at: the form, a link, the command line, a run.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCli } from '../../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../../scripts/source-files.ts'
import { exampleOf } from '../../readme/example.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))

/** Runs a program of the copy; its standard output. */
function node(...args: string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
const cli = (...args: string[]) => node('dist-cli/tokenscope.mjs', ...args)

beforeAll(async () => {
  for (const name of ['src', 'package.json', 'tsconfig.json']) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const schedulers = join(folder, 'src/engines/serving/roles/scheduler')
  writeFileSync(join(schedulers, 'newest-first.ts'), exampleOf('newestFirst'))
  const registry = readFileSync(join(schedulers, 'index.ts'), 'utf8')
  const withLine = `import { newestFirst } from './newest-first.ts'\n${registry.replace('] as const', '  newestFirst,\n] as const')}`
  writeFileSync(join(schedulers, 'index.ts'), withLine)
  await bundleCli({ root: folder, entry: 'src/cli/main.ts', folder: 'dist-cli', name: 'tokenscope.mjs' })
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

describe('a scheduler in one file and a registry line', () => {
  it('is in the form, with its knob', () => {
    const [scheduler] = JSON.parse(cli('describe', 'scheduler', '--json')) as [{ field: { options: Option[] } }]
    const mine = scheduler.field.options.find(({ id }) => id === 'newest-first')
    expect(mine).toMatchObject({
      title: 'Newest first',
      fields: [{ path: 'scheduler.knobs.tokenBudget', label: 'Token budget', default: 512, min: 16, max: 65_536 }],
    })
  })

  it('is in the command line: set, run, and found again in the link', () => {
    const link = cli('link', '--set', 'scheduler=newest-first', '--set', 'scheduler.tokenBudget=256').trim()
    expect(link).toContain('scheduler=newest-first')
    expect(link).toContain('scheduler.tokenBudget=256')
    const few = ['--set', 'workload.requests=60', '--set', 'workload.rate=50', '--json']
    const run = (...args: string[]) => JSON.parse(cli('run', ...args, ...few)) as Report
    const [mine, chunked] = [run(link), run('--set', 'scheduler.tokenBudget=256')]
    expect(mine.requests).toMatchObject({ arrived: 60, finished: 60 })
    // the same requests in another order: newest first makes the oldest wait longest
    expect(mine.digest).not.toBe(chunked.digest)
    expect(mine.ttft.max).toBeGreaterThan(chunked.ttft.max)
    expect(run(link).digest).toBe(mine.digest)
  })

  it('is replaced where it is not known, and told', () => {
    const here = join(projectRoot, 'src/engines/serving/index.ts')
    const script = `import { serving } from ${JSON.stringify(here)}
      console.log(JSON.stringify(serving.complete({ scheduler: { id: 'newest-first' } }).problems))`
    writeFileSync(join(folder, 'ask.ts'), script)
    const problems = JSON.parse(
      node('--import', pathToFileURL(join(projectRoot, 'node_modules/tsx/dist/loader.mjs')).href, 'ask.ts'),
    ) as { message: string }[]
    expect(problems).toHaveLength(1)
    expect(problems[0].message).toContain('newest-first')
  })
})

interface Option {
  readonly id: string
}
interface Report {
  readonly digest: string
  readonly requests: object
  readonly ttft: { readonly max: number }
}
