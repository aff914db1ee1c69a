/** What is shared beside a link: options of an embed, what its reader can change, citations, and talk between frames. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { bibtex, citationText, markdown } from '../../src/store/citation.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { embedCode, readEmbed, writeEmbed } from '../../src/store/embed.ts'
import { type Frame, talk } from '../../src/store/embed-messages.ts'
import type { Lab } from '../../src/store/lab-context.tsx'
import { isHidden, isLocked, restrictionsOf } from '../../src/store/restrictions.ts'
import { createRunStore } from '../../src/store/run.ts'
import { createViewStore } from '../../src/store/view.ts'

describe('what an embedded page shows', () => {
  it('comes back as it was written', () => {
    const options = { charts: ['kv', 'requests'], knobs: ['workload.knobs.rate'], theme: 'dark' as const }
    expect(writeEmbed(options)).toBe('kv+requests,workload.knobs.rate,dark')
    expect(readEmbed(writeEmbed(options))).toEqual(options)
    expect(writeEmbed({ charts: ['kv'], knobs: [], theme: 'system' })).toBe('kv')
  })

  it('is something sensible whatever the address says', () => {
    expect(readEmbed('')).toEqual({ charts: ['kv'], knobs: [], theme: 'system' })
    expect(readEmbed('a+<b>,c+d+e+f,pink')).toEqual({ charts: ['a'], knobs: ['c', 'd', 'e'], theme: 'system' })
    // a percent sign that encodes nothing, as a link cut in the middle has it
    expect(readEmbed('kv,%E0%A4%A')).toEqual({ charts: ['kv'], knobs: [], theme: 'system' })
    expect(readEmbed('kv%2Brequests%2C%2Cdark')).toEqual({ charts: ['kv', 'requests'], knobs: [], theme: 'dark' })
  })

  it('is code that a page can hold, whatever the title', () => {
    const code = embedCode({ address: 'https://x.org/#/embed/kv?v=1&seed=2', title: 'A "hot" <b> & cold', height: 480 })
    expect(code).toContain('src="https://x.org/#/embed/kv?v=1&amp;seed=2"')
    expect(code).toContain('title="A &quot;hot&quot; &lt;b> &amp; cold"')
    expect(code).toContain('height="480"')
  })
})

describe('what the reader of a link can change', () => {
  const limits = restrictionsOf({ lock: 'scheduler,kv.watermark', hide: 'cost' })

  it('is not a locked group, nor a locked knob', () => {
    expect(isLocked(limits, 'scheduler', 'scheduler.knobs.tokenBudget')).toBe(true)
    expect(isLocked(limits, 'kv', 'kv.watermark')).toBe(true)
    expect(isLocked(limits, 'kv', 'kv.blockTokens')).toBe(false)
    expect(isLocked(restrictionsOf(undefined), 'kv', 'kv.watermark')).toBe(false)
  })

  it('is not seen where it is hidden', () => {
    expect([isHidden(limits, 'cost'), isHidden(limits, 'kv')]).toEqual([true, false])
  })

  it('travels in the link', () => {
    const document = { ...defaultExperiment(), view: { lock: 'scheduler', hide: 'cost' } }
    expect(decode(encode(document)).document.view).toEqual({ lock: 'scheduler', hide: 'cost' })
  })
})

describe('a citation', () => {
  const cited = {
    document: { ...defaultExperiment(), title: 'A {burst} [fills] the cache', seed: 7 },
    url: 'https://example.org/#/lab?v=1&title=(x)',
    digest: '3fa91c0d',
    day: '2026-11-21',
  }

  it('says what makes the numbers again: engine, version, seed, digest, link', () => {
    const { version } = cited.document.engine
    for (const text of [citationText(cited), bibtex(cited)]) {
      for (const part of [`serving engine ${version}`, 'seed 7', 'digest 3fa91c0d', cited.url])
        expect(text).toContain(part)
    }
    expect(bibtex(cited)).toContain('year = {2026}')
    expect(bibtex(cited)).toContain('title = {A burst [fills] the cache}')
  })

  it('is a Markdown link whose brackets are its own', () => {
    expect(markdown(cited)).toBe('[A {burst} fills the cache](https://example.org/#/lab?v=1&title=%28x%29)')
  })
})

describe('an embedded page and the one around it', () => {
  const setUp = () => {
    const posted: { type: string; [key: string]: unknown }[] = []
    let hear: (message: { tokenscope: 1; type: string; [key: string]: unknown }) => void = () => undefined
    const frame: Frame = {
      post: (message) => posted.push(message),
      listen: (onMessage) => {
        hear = onMessage
        return () => undefined
      },
    }
    const lab = {
      document: createDocumentStore({ document: defaultExperiment(), problems: [] }),
      view: createViewStore(),
      run: createRunStore(),
    } as unknown as Lab
    const end = talk(lab, frame)
    return { lab, posted, end, say: (type: string, more = {}) => hear({ tokenscope: 1, type, ...more }) }
  }
  const types = (posted: readonly { type: string }[]) => posted.map(({ type }) => type)

  it('are told apart by who is ready, and answer a ping', () => {
    const { posted, say, end } = setUp()
    say('ping')
    expect(types(posted)).toEqual(['ready', 'pong'])
    end()
  })

  it('set knobs, play and move the playhead from outside, and tell the state', async () => {
    const { lab, posted, say, end } = setUp()
    say('set', { path: 'setup.seedless', value: 1 })
    say('set', { path: 'setup.workload.knobs.rate', value: 9 })
    say('goTo', { at: 4 })
    say('play')
    expect(lab.document.getState().document.setup).toMatchObject({ workload: { knobs: { rate: 9 } } })
    expect(lab.view.getState()).toMatchObject({ playhead: 4, isPlaying: true })
    await expect.poll(() => posted.find(({ type }) => type === 'state')).toMatchObject({ playhead: 4, isPlaying: true })
    end()
  })

  it('refuse in words what makes no sense, and touch nothing', () => {
    const { lab, posted, say, end } = setUp()
    const before = lab.document.getState().document
    say('set', { path: 'title', value: 'x' })
    say('set', { path: 'arms.zz.kv', value: 1 })
    say('set', { path: 'setup.__proto__.x', value: 1 })
    say('set', { path: 'setup.workload.knobs.rate', value: Number.NaN })
    say('set', { path: 'seed', value: 1n })
    say('goTo', { at: 'soon' })
    say('dance')
    expect(types(posted)).toEqual(['ready', ...Array.from({ length: 7 }, () => 'refused')])
    expect(posted.at(-1)?.message).toContain('dance')
    expect(lab.document.getState().document).toBe(before)
    end()
  })

  it('tell a selection and the end of a run', () => {
    const { lab, posted, end } = setUp()
    lab.view.getState().select([1, 2])
    lab.run.setState({ status: 'done', summaries: { a: { digest: 'abc' } } as never })
    expect(posted.slice(1)).toEqual([
      { tokenscope: 1, type: 'selection', from: 1, until: 2, request: null },
      { tokenscope: 1, type: 'done', digests: { a: 'abc' } },
    ])
    end()
  })
})
