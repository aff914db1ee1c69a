/** The address bar follows the document, and the document follows the address bar. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { namesExperiment, syncAddress } from '../../src/store/address.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { type LinkCode, loadLinkCode, withLinkCode } from '../../src/store/link-code.ts'

beforeAll(loadLinkCode)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function page(fragment = '', read?: Parameters<typeof syncAddress>[3]) {
  const bar = {
    fragment,
    writes: [] as string[],
    listener: ((): void => undefined) as () => void,
    read: () => bar.fragment,
    write: (text: string) => {
      bar.fragment = text
      bar.writes.push(text)
    },
    onChange: (listener: () => void) => {
      bar.listener = listener
      return () => undefined
    },
  }
  const store = createDocumentStore({ document: defaultExperiment(), problems: [] })
  const places: unknown[] = []
  const stop = syncAddress(store, bar, ({ view }) => void places.push(view), read)
  return { bar, store, stop, places }
}

describe('writing', () => {
  it('happens once for a drag of many edits, half a second after it began', () => {
    const { bar, store } = page()
    for (let seed = 2; seed < 40; seed++) store.getState().edit('seed', seed, 'slide')
    expect(bar.writes).toHaveLength(0)
    vi.advanceTimersByTime(500)
    expect(bar.writes).toEqual(['#/lab?v=2&seed=39'])
  })

  it('leaves an untouched page without a fragment', () => {
    const { bar } = page()
    vi.advanceTimersByTime(2000)
    expect(bar.writes).toHaveLength(0)
  })
})

describe('reading', () => {
  it('loses no link that was pasted just before an edit would be written', () => {
    // given an edit whose writing is due, and a link pasted whose event has not come yet
    const { bar, store } = page()
    store.getState().edit('seed', 5)
    bar.fragment = '#/lab?v=2&seed=77'
    vi.advanceTimersByTime(500)
    expect(bar.writes).toHaveLength(0)
    // when the event comes, then the link is opened, and the next edit is written again
    bar.listener()
    expect(store.getState().document.seed).toBe(77)
    store.getState().edit('seed', 78)
    vi.advanceTimersByTime(500)
    expect(bar.writes).toEqual(['#/lab?v=2&seed=78'])
  })

  it('loses no link whose engine is still on its way when an edit would be written', () => {
    // given an edit whose writing is due, and a link that cannot be read yet
    const waiting: (() => void)[] = []
    const later = (_link: string, open: (code: LinkCode) => void) =>
      void waiting.push(() => withLinkCode(open, () => expect.unreachable()))
    const { bar, store } = page('', later)
    store.getState().edit('seed', 5)
    bar.fragment = '#/lab?v=2&seed=77'
    bar.listener()
    vi.advanceTimersByTime(5_000)
    expect(bar.writes).toEqual([])
    // when it can be read, then it is opened, and the next edit is written again
    for (const go of waiting) go()
    expect(store.getState().document.seed).toBe(77)
    store.getState().edit('seed', 78)
    vi.advanceTimersByTime(500)
    expect(bar.writes).toEqual(['#/lab?v=2&seed=78'])
  })

  it('tells where another experiment is to be looked at, and nothing on the way back to this one', () => {
    const { bar, places } = page()
    const go = (fragment: string) => {
      bar.fragment = fragment
      bar.listener()
    }
    go('#/papers')
    go('#/lab?v=2')
    expect(places).toEqual([])
    go('#/lab?v=2&seed=3')
    go('#/papers')
    go('#/lab?v=2&seed=3')
    go('#/lab?v=2&seed=3&view.stage=sweep')
    expect(places).toEqual([undefined, { stage: 'sweep' }])
  })

  it('goes on writing after a fragment that names no experiment', () => {
    const { bar, store } = page()
    bar.fragment = '#somewhere'
    bar.listener()
    store.getState().edit('seed', 6)
    vi.advanceTimersByTime(500)
    expect(bar.writes).toEqual(['#/lab?v=2&seed=6'])
  })

  it('opens a link that somebody puts into the address, and undo brings the own experiment back', () => {
    const { bar, store } = page()
    store.getState().edit('seed', 5)
    bar.fragment = '#/lab?v=2&seed=77'
    bar.listener()
    expect(store.getState().document.seed).toBe(77)
    store.getState().undo()
    expect(store.getState().document.seed).toBe(5)
  })

  it('tells what a broken link had and what is used instead', () => {
    const { bar, store } = page()
    bar.fragment = '#/lab?v=2&seed=lots'
    bar.listener()
    expect(store.getState().document.seed).toBe(1)
    expect(store.getState().problems).toHaveLength(1)
    expect(store.getState().problems[0].message).toContain('seed')
  })

  it('keeps what the maker of the link saw until the document is edited', () => {
    const { bar, store } = page()
    bar.fragment = '#/lab?v=2&seed=7&d=0a1b2c'
    bar.listener()
    expect(store.getState().madeDigest).toBe('0a1b2c')
    store.getState().edit('seed', 8)
    expect(store.getState().madeDigest).toBeNull()
  })

  it('does not answer its own writing', () => {
    const { bar, store } = page()
    store.getState().edit('seed', 5)
    vi.advanceTimersByTime(500)
    bar.listener()
    expect(store.getState().history.past).toHaveLength(1)
  })

  it('tells an experiment from a bare page address', () => {
    expect(namesExperiment('')).toBe(false)
    expect(namesExperiment('#/lab')).toBe(false)
    expect(namesExperiment('#/lab?v=2')).toBe(true)
    // what is listed is no experiment
    expect(namesExperiment('#/papers?state=contradicted')).toBe(false)
    expect(namesExperiment('#/embed/kv?v=1')).toBe(true)
  })
})
