import { describe, expect, it } from 'vitest'
import { goldenDigests } from '../../scripts/digests.ts'
import { gatherFiles, openShelf } from '../../src/cli/model-files.ts'
import { decode } from '../../src/experiment/link.ts'
import type { TrackInfo } from '../../src/kernel/tracks.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { isState, type Theme, themes } from '../../src/ui/theme.ts'

/** Every track that the engine opens over the golden documents, which cover every algorithm. */
async function tracksOfEveryDocument(): Promise<readonly TrackInfo[]> {
  const found = new Map<string, TrackInfo>()
  for (const { link } of goldenDigests()) {
    const { document } = decode(link)
    await openEngine(document.engine.id)
    const shelf = openShelf()
    await gatherFiles(document, shelf)
    const { engine, arms } = completeDocument(document, shelf)
    if (engine === null) throw new Error('a golden document names no engine')
    const live = LiveRun.start(engine, arms, {}, shelf.supplies)
    if (!live.ok) throw new Error(live.problems[0].message)
    for (const infos of Object.values(live.value.tracks()))
      for (const info of infos) found.set(`${info.id} ${info.series.join()}`, info)
  }
  return [...found.values()]
}

/** Tracks whose series are parts or states; a grid's are layers, and one series alone is named by its title. */
const coloured = (await tracksOfEveryDocument()).filter(({ kind, series }) => kind !== 'grid' && series.length > 1)

const paint = (theme: Theme, name: string): string => {
  const { colour, hatched, edge } = theme.style(name)
  return `${colour} ${hatched ? 'hatched' : 'plain'} ${edge ?? ''}`
}

/** Amounts that no chart paints as a part: how many rounds, arrivals and ends. */
const notPainted = ['rounds', 'arrived', 'turned away']
/** A request that has ended leaves its lane: these names of its phase are words in tables. */
const ends = ['finished', 'rejected', 'cancelled', 'timed out']

describe('every state that the engine emits', () => {
  it('stands on tracks of all kinds that have states', () => {
    expect(new Set(coloured.map(({ kind }) => kind))).toEqual(new Set(['span', 'level', 'count']))
  })
  it.each(coloured.map((info) => [info.id, info] as const))(
    'on track %s has a colour of its own or a hatch',
    (_, info) => {
      const states = info.series.filter((name) => !notPainted.includes(name))
      for (const name of states) expect(isState(name), `“${name}” of ${info.id}`).toBe(true)
      for (const theme of Object.values(themes)) {
        const stays = states.filter((name) => info.kind !== 'span' || !ends.includes(name))
        const painted = stays.map((name) => paint(theme, name))
        expect(new Set(painted).size, `${states.join(', ')} in ${theme.name}`).toBe(painted.length)
      }
    },
  )
  it('needs no more than 8 plain colours in one chart', () => {
    for (const { series } of coloured) {
      const plain = series.filter((name) => isState(name) && !themes.light.style(name).hatched)
      expect(new Set(plain.map((name) => themes.light.colour(name))).size).toBeLessThanOrEqual(8)
    }
  })
})
