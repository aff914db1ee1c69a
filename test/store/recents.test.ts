import { describe, expect, it, vi } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { keepRecents } from '../../src/store/keep-recents.ts'
import { loadLinkCode } from '../../src/store/link-code.ts'
import { createRecents, MOST_RECENTS } from '../../src/store/recents.ts'
import type { Shelf } from '../../src/store/settings.ts'

function shelfOf(most = Number.POSITIVE_INFINITY): NonNullable<Shelf> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > most) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, text)
    },
  }
}
const recent = (n: number) => ({ title: `experiment ${n}`, link: `#/lab?v=2&seed=${n}`, at: n })

describe('recent experiments', () => {
  it('are kept newest first, each once, thirty of them', () => {
    const recents = createRecents(shelfOf())
    for (let n = 1; n <= 35; n++) recents.add(recent(n))
    recents.add(recent(20))
    expect(recents.list()).toHaveLength(MOST_RECENTS)
    // the 20th came again: first now, and no longer in its old place
    expect(
      recents
        .list()
        .map(({ at }) => at)
        .slice(0, 3),
    ).toEqual([20, 35, 34])
    expect(recents.list().filter(({ at }) => at === 20)).toHaveLength(1)
  })
  it('of two open tabs are merged', () => {
    // given two tabs on one storage, when each adds one
    const shelf = shelfOf()
    const [one, other] = [createRecents(shelf), createRecents(shelf)]
    one.add(recent(1))
    other.add(recent(2))
    // then both see both
    expect(one.list()).toEqual(other.list())
    expect(one.list()).toHaveLength(2)
  })
  it('do no harm where storage is full: older ones make room, and then nothing is added', () => {
    const shelf = shelfOf(200) // two fit, at about 65 characters each
    const recents = createRecents(shelf)
    for (let n = 1; n <= 9; n++) recents.add(recent(n))
    expect(recents.list()[0]).toEqual(recent(9))
    expect(recents.list().length).toBeLessThan(4)
    const none = createRecents(shelfOf(10))
    none.add(recent(1))
    expect(none.list()).toEqual([])
  })
  it('are empty where storage is forbidden, missing or damaged', () => {
    const forbidden: Shelf = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
    }
    for (const shelf of [forbidden, null]) {
      const recents = createRecents(shelf)
      recents.add(recent(1))
      expect(recents.list()).toEqual([])
    }
    const damaged = shelfOf()
    damaged.kept.set('tokenscope.recents', '[{"title":1},{"title":"a","link":"javascript:alert(1)","at":1},')
    expect(createRecents(damaged).list()).toEqual([])
    damaged.kept.set('tokenscope.recents', '[{"title":"a","link":"javascript:alert(1)","at":1}]')
    expect(createRecents(damaged).list()).toEqual([])
  })
  it('leave out links that would fill the storage, and can be removed', () => {
    const recents = createRecents(shelfOf())
    recents.add({ ...recent(1), link: `#/lab?z=${'x'.repeat(8000)}` })
    expect(recents.list()).toEqual([])
    recents.add(recent(1))
    recents.add(recent(2))
    recents.remove(recent(1).link)
    expect(recents.list()).toEqual([recent(2)])
    recents.clear()
    expect(recents.list()).toEqual([])
  })
})

describe('an experiment on the page', () => {
  it('is noted once it has stood for five seconds, not while a slider moves', async () => {
    await loadLinkCode()
    vi.useFakeTimers()
    // given a page whose rate is dragged from 5 to 7 and then left alone
    const document = createDocumentStore({ document: defaultExperiment(), problems: [] })
    const recents = createRecents(shelfOf())
    const stop = keepRecents(document, recents, () => 42)
    for (const rate of [5, 6, 7]) {
      document.getState().edit('setup.workload.rate', rate, 'drag')
      vi.advanceTimersByTime(1000)
    }
    expect(recents.list()).toEqual([])
    vi.advanceTimersByTime(5000)
    expect(recents.list()).toEqual([{ title: '', link: '#/lab?v=2&workload.rate=7', at: 42 }])
    stop()
    vi.useRealTimers()
  })
})
