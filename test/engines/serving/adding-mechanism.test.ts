/**
 * The promise of the house: a mechanism is its folder and a line in the registry. The one below is saved into a copy of `src`, and the line
 * added; then that copy runs beside the original. Nothing else of the copy is changed.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { checkArrows } from '../../../scripts/arrows.ts'
import { projectRoot, readSourceFiles } from '../../../scripts/source-files.ts'
import { type StateKey, stateOf } from '../../../src/engines/serving/core/mechanism.ts'
import { serving } from '../../../src/engines/serving/index.ts'
import type { ServingSimulation } from '../../../src/engines/serving/simulation.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { createRecorder } from '../../../src/kernel/recorder.ts'
import { loadChanged } from '../../readme/changed-sources.ts'

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

/** What a run is made of: these sources', or those of the copy. */
const here = { serving, createDraws, createRecorder, stateOf }
const ENTRY = `export { stateOf } from './engines/serving/core/mechanism.ts'
export { serving } from './engines/serving/index.ts'
export { createDraws } from './kernel/draws.ts'
export { createRecorder } from './kernel/recorder.ts'
`

/** Runs 60 requests, and where that is asked for once more from a checkpoint taken every so many events; what came out. */
function outcome(
  { serving, createDraws, createRecorder, stateOf }: typeof here,
  ...how: readonly 'resumed'[]
): Outcome {
  const { setup } = serving.complete({ workload: { id: 'poisson', knobs: { rate: 20, requests: 60 } } })
  const start = () => {
    const recorder = createRecorder()
    const started = serving.start(setup, { draws: createDraws(1), recorder, events: [], data: {} })
    if (!started.ok) throw new Error(JSON.stringify(started.problems))
    return { simulation: started.value as ServingSimulation, recorder }
  }
  const { simulation, recorder } = start()
  const digests = new Set<string>()
  for (let more: 'more' | 'done' = 'more'; more === 'more'; ) {
    more = simulation.advance(Number.POSITIVE_INFINITY, 50)
    if (how.length === 0) continue
    const second = start().simulation
    second.restore(simulation.checkpoint())
    while (second.advance(Number.POSITIVE_INFINITY, 1000) === 'more');
    digests.add(second.summary().digest)
  }
  recorder.close(simulation.now)
  const { digest, report, metrics } = simulation.summary()
  const track = recorder.window('breathers', 0, simulation.now, 100)
  const { lowNow } = simulation.answers as Readonly<Record<string, (() => unknown) | undefined>>
  return {
    digest,
    resumed: [...digests],
    duration: simulation.now,
    finished: (report as { requests: { finished: number } }).requests.finished,
    own: stateOf(simulation.cluster, breatherState),
    highest: Math.max(...(track !== null && 'high' in track ? track.high : [-1])),
    tracks: recorder.tracks.map(({ id }) => id),
    words: serving.describe().metrics.map(({ id }) => id),
    share: metrics['breathers.share']?.value ?? null,
    told: 'breathers' in report ? report.breathers : null,
    answer: lowNow?.() ?? null,
  }
}

const breatherState: StateKey<NonNullable<Outcome['own']>> = { id: 'breathers' }

/** Both runs, once. */
let ran: Promise<readonly [without: Outcome, mine: Outcome]> | null = null
function outcomes(): Promise<readonly [without: Outcome, mine: Outcome]> {
  ran ??= loadChanged('with-breathers', ENTRY, (sources) => {
    sources.write(FILE, BREATHERS)
    sources.write(REGISTRY, withLine(sources.read(REGISTRY)))
  }).then((copy) => [outcome(here), outcome(copy as typeof here, 'resumed')])
  return ran
}

describe('a mechanism in its folder and a registry line', () => {
  it('takes effect in a run: its event, its hooks, its state and its track', async () => {
    const [without, mine] = await outcomes()
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

  it('has its figure in the description and in the summary, its report, and its answer', async () => {
    const [without, mine] = await outcomes()
    expect(without).toMatchObject({ share: null, told: null, answer: null })
    expect(mine.words.filter((id) => !without.words.includes(id))).toEqual(['breathers.share'])
    expect(mine.share).toBe((mine.own?.breaks ?? 0) / 60)
    expect(mine).toMatchObject({ told: mine.own, answer: false })
  })

  it('is typed, and stands where mechanisms stand', () => {
    // The file lies apart and is compiled as if it lay in the folder of mechanisms.
    const folder = join(inject('runFolder'), `typed-${process.pid}`)
    mkdirSync(dirname(join(folder, FILE)), { recursive: true })
    writeFileSync(join(folder, FILE), BREATHERS)
    const compilerOptions = { rootDirs: [join(projectRoot, 'src'), join(folder, 'src')] }
    const only = { extends: join(projectRoot, 'tsconfig.json'), compilerOptions, include: [], files: [FILE] }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(only))
    const tsc = join(projectRoot, 'node_modules/.bin/tsc')
    // By one thread, a third of the work: four check the same types anew.
    const check = () => execFileSync(tsc, ['--noEmit', '--singleThreaded', '-p', folder], { stdio: 'pipe' })
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
  readonly answer: unknown
}
