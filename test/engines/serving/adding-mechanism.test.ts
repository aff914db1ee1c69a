/**
 * The promise of the house: a mechanism is its folder and a line in the registry. The one below is saved into a copy of `src`, and the line
 * added; then that copy runs beside the original. Nothing else of the copy is changed.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkArrows } from '../../../scripts/arrows.ts'
import { projectRoot, readSourceFiles } from '../../../scripts/source-files.ts'

const FILE = 'src/engines/serving/mechanisms/breathers/breathers.ts'
const REGISTRY = 'src/engines/serving/mechanisms/index.ts'

const BREATHERS = `/** Breathers: after every tenth answer the power limit is low for half a second, and iterations take twice as long. */
import { priority } from '../../../../kernel/priorities.ts'
import { answering, defineQuestion } from '../../../../kernel/question.ts'
import type { LevelTrack } from '../../../../kernel/tracks.ts'
import { Phase } from '../../contracts/request.ts'
import { defineAccount } from '../../core/account.ts'
import { keep, type Mechanism, ownTracks, type StateKey, stateOf } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'

export const breatherState: StateKey<{ answers: number; breaks: number; isLow: boolean }> = { id: 'breathers' }
const breatherTrack: StateKey<LevelTrack> = { id: 'breathers' }

const account = defineAccount<{ readonly breaks: number; readonly answers: number }>({
  key: 'breathers',
  reportOf: (cluster) => stateOf(cluster, breatherState),
  metrics: [
    {
      id: 'breathers.share',
      label: 'Breathers',
      unit: 'fraction',
      better: 'lower',
      help: 'Breaks over answers.',
      of: ({ report: { breaks, answers } }) => (answers > 0 ? { value: breaks / answers } : null),
    },
  ],
})
const lowNow = defineQuestion<[], boolean>({ id: 'lowNow', doing: 'looking at the power limit' })

export const breathers: Mechanism = {
  id: 'breathers',
  account,
  questions: [({ cluster }) => answering(lowNow, () => stateOf(cluster, breatherState)?.isLow ?? false)],
  install(cluster, { event }) {
    const own = cluster.memory.object({ answers: 0, breaks: 0, isLow: false })
    const change = (isLow: boolean, now: number): void => {
      own.isLow = isLow
      const track = tracksOf(cluster.recording, breatherTrack)
      track?.value.fill(isLow ? 1 : 0)
      track?.mark(now)
    }
    const over = event({ priority: priority.control, handle: (_a, _b, now) => change(false, now) })
    return {
      state: keep(breatherState, own),
      tracks: ownTracks(breatherTrack, (recorder) =>
        recorder.level({ id: 'breathers', title: 'Breathers', unit: 'breathers', series: ['low'] }),
      ),
      hooks: {
        ending(_request, phase, now) {
          if (phase !== Phase.finished || ++own.answers % 10 > 0 || own.isLow) return
          own.breaks++
          change(true, now)
          over(now + 0.5, 0, 0)
        },
        timing: (_instance, _batch, time) => (own.isLow ? 2 * time : time),
      },
    }
  },
}
`
const withLine = (registry: string): string =>
  `import { breathers } from './breathers/breathers.ts'\n${registry.replace('\n]\n', '\n  breathers,\n]\n')}`

/** Runs 60 requests, and where that is asked for once more from a checkpoint taken every so many events; what came out, as JSON. */
const RUN = `
import { stateOf } from './src/engines/serving/core/mechanism.ts'
import { serving } from './src/engines/serving/index.ts'
import { createDraws } from './src/kernel/draws.ts'
import { createRecorder } from './src/kernel/recorder.ts'

const { setup } = serving.complete({ workload: { id: 'poisson', knobs: { rate: 20, requests: 60 } } })
const start = () => {
  const recorder = createRecorder()
  const started = serving.start(setup, { draws: createDraws(1), recorder, events: [], data: {} })
  if (!started.ok) throw new Error(JSON.stringify(started.problems))
  return { simulation: started.value, recorder }
}
const first = start()
const digests = new Set()
for (let more = 'more'; more === 'more'; ) {
  more = first.simulation.advance(Number.POSITIVE_INFINITY, 50)
  if (process.argv[2] !== 'resumed') continue
  const second = start()
  second.simulation.restore(first.simulation.checkpoint())
  while (second.simulation.advance(Number.POSITIVE_INFINITY, 1000) === 'more');
  digests.add(second.simulation.summary().digest)
}
const { simulation, recorder } = first
recorder.close(simulation.now)
const { digest, report, metrics } = simulation.summary()
console.log(JSON.stringify({
  digest,
  resumed: [...digests],
  duration: simulation.now,
  finished: report.requests.finished,
  own: stateOf(simulation.cluster, { id: 'breathers' }),
  highest: Math.max(...(recorder.window('breathers', 0, simulation.now, 100)?.high ?? [-1])),
  tracks: recorder.tracks.map(({ id }) => id),
  words: serving.describe().metrics.map(({ id }) => id),
  share: metrics['breathers.share']?.value ?? null,
  told: report.breathers ?? null,
  answer: simulation.answers.lowNow?.() ?? null,
}))
`

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))

function outcome(root: string, ...how: readonly 'resumed'[]): Outcome {
  const loader = pathToFileURL(join(projectRoot, 'node_modules/tsx/dist/loader.mjs')).href
  const script = RUN.replaceAll("'./src/", `'${root}/src/`)
  writeFileSync(join(folder, 'run.mts'), script)
  const said = execFileSync(process.execPath, ['--import', loader, 'run.mts', ...how], {
    cwd: folder,
    encoding: 'utf8',
  })
  return JSON.parse(said) as Outcome
}

beforeAll(() => {
  for (const name of ['src', 'package.json', 'tsconfig.json']) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
  mkdirSync(join(folder, FILE, '..'))
  writeFileSync(join(folder, FILE), BREATHERS)
  writeFileSync(join(folder, REGISTRY), withLine(readFileSync(join(folder, REGISTRY), 'utf8')))
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Both runs, once: a process that compiles the engine takes longer than what is asked of it. */
let ran: readonly [without: Outcome, mine: Outcome] | null = null
function outcomes(): readonly [without: Outcome, mine: Outcome] {
  ran ??= [outcome(projectRoot), outcome(folder, 'resumed')]
  return ran
}

describe('a mechanism in its folder and a registry line', () => {
  it('takes effect in a run: its event, its hooks, its state and its track', () => {
    const [without, mine] = outcomes()
    expect(without).toMatchObject({ finished: 60, own: null, highest: -1 })
    // every one of the 60 is counted, and some tenth ones bring a break of half a second
    expect(mine).toMatchObject({ finished: 60, own: { answers: 60, isLow: false }, highest: 1 })
    const breaks = mine.own?.breaks ?? 0
    expect(breaks).toBeGreaterThan(1)
    expect(breaks).toBeLessThanOrEqual(6)
    expect(mine.tracks.filter((id) => !without.tracks.includes(id))).toEqual(['breathers'])
    // and it delays: the same requests, later
    expect(mine.digest).not.toBe(without.digest)
    expect(mine.duration).toBeGreaterThan(without.duration)
    // what it remembers is in every checkpoint
    expect(mine.resumed).toEqual([mine.digest])
  })

  it('has its figure in the description and in the summary, its report, and its answer', () => {
    const [without, mine] = outcomes()
    expect(without).toMatchObject({ share: null, told: null, answer: null })
    expect(mine.words.filter((id) => !without.words.includes(id))).toEqual(['breathers.share'])
    expect(mine.share).toBe((mine.own?.breaks ?? 0) / 60)
    expect(mine).toMatchObject({ told: mine.own, answer: false })
  })

  it('is typed, and stands where mechanisms stand', () => {
    const only = { extends: './tsconfig.json', include: [], files: [FILE] }
    writeFileSync(join(folder, 'tsconfig.only.json'), JSON.stringify(only))
    const tsc = join(projectRoot, 'node_modules/.bin/tsc')
    const check = () => execFileSync(tsc, ['--noEmit', '-p', 'tsconfig.only.json'], { cwd: folder, stdio: 'pipe' })
    expect(check).not.toThrow()
    const files = new Map(readSourceFiles('src'))
    files.set(FILE, BREATHERS).set(REGISTRY, withLine(files.get(REGISTRY) ?? ''))
    expect(checkArrows(files).violations).toEqual([])
  })

  it('is stopped where it imports another, and so is a core that imports it', () => {
    const files = new Map(readSourceFiles('src'))
    files.set(FILE, `import { swapping } from '../swapping/swapping.ts'\nexport const breathers = swapping\n`)
    files.set('src/engines/serving/core/x.ts', `import { fleet } from '../mechanisms/fleet/fleet.ts'\nfleet\n`)
    const said = checkArrows(files).violations.map(({ file, message }) => `${file} ${message}`)
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/breathers\.ts a definition of breathers imports .* another folder, swapping/),
        expect.stringMatching(/core\/x\.ts imports .*fleet\.ts, which is on a floor above it/),
      ]),
    )
  })
})

interface Outcome {
  readonly digest: string
  readonly resumed: readonly string[]
  readonly duration: number
  readonly finished: number
  readonly own: { readonly answers: number; readonly breaks: number; readonly isLow: boolean } | null
  readonly highest: number
  readonly tracks: readonly string[]
  readonly words: readonly string[]
  readonly share: number | null
  readonly told: unknown
  readonly answer: boolean | null
}
