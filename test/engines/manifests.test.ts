/** What a manifest says of an engine before its code loads is what the engine is and does. */
import { describe, expect, it } from 'vitest'
import { withoutLoaders } from '../../scripts/engines.plugin.ts'
import { readSourceFiles } from '../../scripts/source-files.ts'
import { gatherFiles, openShelf } from '../../src/cli/model-files.ts'
import * as common from '../../src/engines/asked.ts'
import * as ofLookUps from '../../src/engines/index-locality/asked.ts'
import { engines, firstManifest, isOpen, manifestOf, openManifest } from '../../src/engines/registry.ts'
import * as ofServing from '../../src/engines/serving/asked.ts'
import { eventKinds as eventSchemas } from '../../src/engines/serving/set-up/event-kinds.ts'
import * as ofTokens from '../../src/engines/tokens/asked.ts'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { eventKinds } from '../../src/panels/setup/event-kinds.ts'
import { stageViews, viewsOf } from '../../src/panels/stage-views.ts'
import { timelinesOf } from '../../src/panels/timelines/registry.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { startArm } from '../../src/run/simulate.ts'

const questions = [common, ofLookUps, ofServing, ofTokens].flatMap((asked) => Object.values(asked).map(({ id }) => id))

describe.each(engines.map((entry) => [entry.id, entry] as const))('the manifest of %s', (id, { load, manifest }) => {
  it('has the id and title of its engine, and a sentence on what runs', async () => {
    const [engine, said] = await Promise.all([load(), manifest()])
    expect([engine.id, said.id]).toEqual([id, id])
    expect(said.title).toBe(engine.title)
    expect(said.purpose).toMatch(/^[A-Z].*\.$/)
  })

  it('names the questions that a run answers', async () => {
    await openEngine(id)
    const shelf = openShelf()
    const document = defaultExperiment(id)
    await gatherFiles(document, shelf)
    const { engine, arms } = completeDocument(document, shelf)
    const started = engine && startArm(engine, arms[0], {}, shelf.supplies)
    const answers = started?.ok ? Object.keys(started.value.simulation.answers ?? {}) : null
    expect(answers).toEqual(manifestOf(id)?.answers)
  })

  it('names events that exist, where its engine checks any', async () => {
    const engine = await load()
    const { events } = await manifest()
    expect(events === undefined).toBe(engine.checkEvents === undefined)
    const known = eventKinds.map((kind) => kind.id)
    expect((events ?? []).filter((kind) => !known.includes(kind))).toEqual([])
  })

  it('names recordings where its engine makes any, and a first view that it offers', async () => {
    const [engine, said] = await Promise.all([load(), manifest()])
    expect(said.records === undefined).toBe(engine.record === undefined)
    expect(viewsOf(said).map((view) => view.id)).toContain(said.stage ?? 'timelines')
  })
})

describe('the registry', () => {
  it('knows the events of the cluster as its schemas do', () => {
    expect(firstManifest.events?.toSorted()).toEqual(Object.keys(eventSchemas).toSorted())
  })

  it('has no manifest of an engine that nobody knows, and opening one does nothing', async () => {
    await openManifest('nope')
    expect(isOpen('nope')).toBe(true)
    expect(manifestOf('nope')).toBeNull()
  })

  it('leaves no engine in the build of the page, and a line that would is a failure', () => {
    const text = readSourceFiles('src').get('src/engines/registry.ts') ?? ''
    expect(text.match(/\/index\.ts'/g)?.length).toBe(engines.length)
    expect(withoutLoaders(text)).not.toContain('/index.ts')
    expect(withoutLoaders(text)).toContain("import('./tokens/manifest.ts')")
    expect(() => withoutLoaders("load: () => import('./other/index.ts')")).toThrow(/no line like the others/)
  })
})

describe('what is offered by capability', () => {
  it('is asked for by ids of questions that exist', () => {
    const needs = stageViews.flatMap(({ needs: id }) => id ?? [])
    expect(needs.length).toBeGreaterThan(3)
    expect(needs.filter((id) => !questions.includes(id))).toEqual([])
  })

  it('is little for an engine that answers nothing', () => {
    expect(viewsOf(null).map(({ id }) => id)).toEqual(['timelines', 'sweep'])
  })

  it('is a timeline of its own for a level or a count that no timeline is defined for', () => {
    const track = { title: 'Wait', unit: 's', series: ['wait'] }
    const titles = (tracks: Parameters<typeof timelinesOf>[1]) => timelinesOf('queue', tracks).map(({ title }) => title)
    expect(titles([{ ...track, id: 'wait', kind: 'level' }])).toEqual(['Wait'])
    expect(titles([{ ...track, id: 'served/0', title: 'Served', kind: 'count' }])).toEqual(['Served'])
    // what a chart reads beside its own, spans and grids are none
    expect(titles([{ ...track, id: 'arrivals', kind: 'count' }])).toEqual([])
    expect(titles([{ ...track, id: 'lanes', kind: 'span' }])).toEqual([])
  })
})
