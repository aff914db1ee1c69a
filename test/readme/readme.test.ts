/** The README is true: its example works, its commands and paths exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandPage } from '../../scripts/command-docs.ts'
import { projectRoot } from '../../scripts/source-files.ts'
import { Phase } from '../../src/engines/serving/contracts/request.ts'
import type { SchedulerContext, SchedulerView } from '../../src/engines/serving/contracts/scheduler.ts'
import { entropyBound } from './entropy-bound.ts'
import { exampleOf } from './example.ts'
import { newestFirst } from './newest-first.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(projectRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const readme = read('README.md')
const all = pages.map(read).join('\n')

describe('README', () => {
  it('shows the scheduler that is tested here, word for word but for the paths of its imports', () => {
    const shown = exampleOf('newestFirst')
    const tested = read('test/readme/newest-first.ts')
    const asInPlace = tested.replaceAll("'../../src/engines/serving/roles/scheduler/", "'./")
    expect(shown).toBe(asInPlace.replaceAll("'../../src/engines/serving/", "'../../"))
  })

  it('shows the rule for the draft length that is tested here, word for word but for the paths of its imports', () => {
    const shown = exampleOf('entropyBound')
    const asInPlace = read('test/readme/entropy-bound.ts').replaceAll(
      "'../../src/engines/tokens/roles/draft-length/",
      "'./",
    )
    expect(shown).toBe(asInPlace.replaceAll("'../../src/engines/tokens/", "'../../"))
    // of 1 nat at most, which is e tokens alike
    const rule = entropyBound.create({ bound: 1 }, { file: () => expect.unreachable() })
    const step = { depth: 1, probability: 0.5, largest: 0.5, foretold: Number.NaN, chance: 0.5 }
    expect([0.9, 1.1].map((entropy) => rule.goesOn({ ...step, entropy }))).toEqual([true, false])
  })

  it('shows a scheduler that admits the newest request first, within its budget', () => {
    // given nobody running, and prompts of 100, 300 and 400 tokens that came in this order
    const prompts = [100, 300, 400]
    const batch: [number, number][] = []
    const view = {
      running: { length: 0, at: () => 0 },
      waiting: { length: 3, at: (index: number) => index },
      requests: { phase: new Uint8Array(3).fill(Phase.queued), decodeTokens: new Int32Array(3) },
      freeSlots: 8,
      kv: { reserve: () => true, room: { at: new Int32Array(3) } },
      promptLeft: (request: number) => prompts[request],
      batch: {
        get tokens() {
          return batch.reduce((sum, [, tokens]) => sum + tokens, 0)
        },
        add: (request: number, tokens: number) => batch.push([request, tokens]),
      },
    } as unknown as SchedulerView
    // when an iteration of at most 512 tokens is planned
    newestFirst.create(newestFirst.knobs.parse({}), {} as SchedulerContext).plan(view)
    // then the last one is in whole, and the one before has what is left: 512 − 400
    expect(batch).toEqual([
      [2, 400],
      [1, 112],
    ])
  })

  it('is short, and every page of the documentation is found from it', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(120)
    expect(pages.filter((page) => page !== 'README.md' && !readme.includes(`(${page})`))).toEqual([])
  })

  it('and its pages link to files that exist', () => {
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => join(dirname(page), target ?? '')),
    )
    expect(links.length).toBeGreaterThan(10)
    expect(links.filter((target) => !existsSync(join(projectRoot, target)))).toEqual([])
  })

  it('lists every command as the command itself says it', async () => {
    const page = read('docs/command-line.md')
    expect(await commandPage(page), 'rebuild it: npx tsx scripts/command-docs.ts').toBe(page)
  })

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...all.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it('names files and folders that exist', () => {
    const named = [...all.matchAll(/`((?:src|scripts|test|public|docs)\/[\w./-]*|LICENSE|\.ci\/run)`/g)].map(
      ([, path]) => path ?? '',
    )
    // what the reader writes
    const toCome = [
      'src/engines/serving/roles/scheduler/newest-first.ts',
      'src/engines/serving/metrics/definitions/recomputed.ts',
      'src/engines/serving/questions/longest-wait.ts',
      'src/traces/formats/load-generator.ts',
      'test/traces/fixtures/load-generator.csv',
      'src/engines/tokens/roles/draft-length/entropy-bound.ts',
      'src/engines/queue/index.ts',
      'src/engines/queue/manifest.ts',
    ]
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((path) => !toCome.includes(path) && !existsSync(join(projectRoot, path)))).toEqual([])
  })
})
