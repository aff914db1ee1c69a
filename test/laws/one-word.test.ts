/**
 * One word, one meaning: every name that a person reads beside a figure stands for one definition, and a definition has one
 * name, in timelines, read-out, summary and command line. Walked over the golden documents, which cover every algorithm.
 */
import { group } from 'd3'
import { expect, it } from 'vitest'
import { goldenDigests } from '../../scripts/digests.ts'
import { gatherFiles, openShelf } from '../../src/cli/model-files.ts'
import { decode } from '../../src/experiment/link.ts'
import type { MetricWords } from '../../src/kernel/metric.ts'
import type { TrackInfo } from '../../src/kernel/tracks.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { startArm } from '../../src/run/simulate.ts'

interface Named {
  readonly name: string
  /** What the name stands for. */
  readonly meaning: string
  readonly where: string
}

/** Enough for transfers, migrations, stopped prompts and drafts to occur; a whole run of every document takes minutes. */
const EVENTS = 20_000

async function walk(): Promise<{
  readonly tracks: readonly TrackInfo[]
  readonly metrics: readonly MetricWords[]
  readonly wordless: readonly string[]
}> {
  const tracks = new Map<string, TrackInfo>()
  const metrics = new Map<string, MetricWords>()
  const wordless = new Set<string>()
  for (const { link } of goldenDigests()) {
    const { document } = decode(link)
    await openEngine(document.engine.id)
    const shelf = openShelf()
    await gatherFiles(document, shelf)
    const { engine, arms } = completeDocument(document, shelf)
    if (engine === null) throw new Error('a golden document names no engine')
    for (const words of engine.describe().metrics) metrics.set(`${words.id} ${words.label}`, words)
    for (const arm of arms) {
      const started = startArm(engine, arm, {}, shelf.supplies)
      if (!started.ok) throw new Error(started.problems[0].message)
      const { simulation, recorder } = started.value
      simulation.advance(Number.POSITIVE_INFINITY, EVENTS)
      for (const id of Object.keys(simulation.summary().metrics))
        if (!engine.describe().metrics.some((words) => words.id === id)) wordless.add(id)
      for (const info of recorder.tracks) tracks.set(`${info.id} ${info.title}`, info)
    }
  }
  return { tracks: [...tracks.values()], metrics: [...metrics.values()], wordless: [...wordless] }
}

const { tracks, metrics, wordless } = await walk()
const stemOf = (id: string): string => id.split('/')[0]

/** The headline of a timeline is what its title means; a line of its read-out is a series of its track. */
const named: readonly Named[] = [
  ...timelines.map(({ title, stem }) => ({ name: title, meaning: `track ${stem}`, where: 'timelines' })),
  ...timelines.flatMap(({ stem, readout }) =>
    readout.map(({ name, line }) => ({
      name,
      // A track of one series is that series.
      meaning: line === null || seriesOf(stem) === 1 ? `track ${stem}` : `track ${stem}, ${line}`,
      where: 'read-out',
    })),
  ),
  ...tracks.map(({ id, title }) => ({
    name: title.replace(/, instance \d+$/, ''),
    meaning: `track ${stemOf(id)}`,
    where: 'tracks',
  })),
  ...metrics.map(({ id, label, unit, formula, help }) => ({
    name: label,
    // Engines have ids of their own; the same formula in the same unit is the same figure, of its class and statistic.
    meaning: `${formula ?? help} in ${unit}, ${/^class\.[^.]+|(mean|p\d+)$/.exec(id)?.[0] ?? ''}`,
    where: 'summary',
  })),
]

function seriesOf(stem: string): number {
  return Math.max(0, ...tracks.filter(({ id }) => stemOf(id) === stem).map(({ series }) => series.length))
}

const groups = (key: (one: Named) => string, value: (one: Named) => string): [string, string[]][] =>
  [...group(named, key)].map(([name, all]) => [name, [...new Set(all.map(value))]])

it('covers what it means to: tracks of every timeline and more than fifty figures', () => {
  const recorded = new Set(tracks.map(({ id }) => stemOf(id)))
  expect(timelines.filter(({ stem }) => !recorded.has(stem))).toEqual([])
  expect(metrics.length).toBeGreaterThan(50)
})

it('no run has a figure that the description of its engine has no words for', () => {
  expect(wordless).toEqual([])
})

it('no name stands for two things', () => {
  const ambiguous = groups(
    ({ name }) => name.toLowerCase(),
    ({ meaning }) => meaning,
  ).filter(([, meanings]) => meanings.length > 1)
  expect(ambiguous).toEqual([])
})

it('no thing has two names', () => {
  const twice = groups(
    ({ meaning }) => meaning,
    ({ name }) => name,
  ).filter(([, names]) => names.length > 1)
  expect(twice).toEqual([])
})

it('tokens a second have three names for three things', () => {
  // processed: prompts and answers together; emitted now: answers, over the second around the cursor; mean: over the run
  const of = (meaning: RegExp) => [...new Set(named.filter((one) => meaning.test(one.meaning)).map(({ name }) => name))]
  expect(of(/^track tokens$/)).toEqual(['Tokens processed'])
  expect(of(/^track tokens, decode$/)).toEqual(['Tokens emitted now'])
  expect(metrics.filter(({ id }) => id === 'throughput').map(({ label }) => label)).toEqual([
    'Tokens emitted, mean',
    'Tokens emitted, mean, modelled',
  ])
  // A paper's figure in requests a second keeps its own name, which is no name for tokens.
  const loose = named.filter(({ name }) => /throughput/i.test(name) && name !== 'Effective throughput')
  expect(loose).toEqual([])
})
