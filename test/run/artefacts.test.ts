import { describe, expect, it } from 'vitest'
import { openShelf } from '../../src/cli/model-files.ts'
import { acceptance, type Followers } from '../../src/engines/asked.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode } from '../../src/experiment/link.ts'
import {
  type AcceptanceTrace,
  type ArtefactKind,
  artefactKey,
  type DenoisingTrace,
  type KvErrorRow,
} from '../../src/kernel/artefacts.ts'
import { patient, recordDocument, resolveArtefacts } from '../../src/run/artefacts.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { Shelf } from '../../src/run/shelf.ts'
import { ownRecording, recordingText } from '../../src/traces/recordings/own-format.ts'
import { readAs } from '../traces/read-as.ts'

const readyOf = (link: string, shelf: Shelf) => {
  const { engine, arms } = completeDocument(decode(link).document, shelf)
  if (engine === null) throw new Error('no engine')
  return { engine, arms, setups: arms.map(({ setup }) => setup) }
}

const COMPUTED = '#/lab?v=1&workload.requests=80&decoder=speculative&decoder.draftLength=8&decoder.process=computed'
const request = { engine: 'tokens', kind: 'acceptance', from: '' } as const

describe('what one engine computes for another', () => {
  it('is computed once, in pieces, and told as it goes', async () => {
    const shelf = openShelf()
    const { engine, setups } = readyOf(COMPUTED, shelf)
    const shares: number[] = []
    const resolved = await resolveArtefacts(engine, setups, shelf, {
      ...patient,
      onShare: (share) => shares.push(share),
    })
    expect(resolved.ok).toBe(true)
    expect(shares.length).toBeGreaterThan(10)
    expect(shares.at(-1)).toBe(1)
    const traces = shelf.artefacts.get(artefactKey(request)) as readonly AcceptanceTrace[]
    for (const { beta } of traces) for (const chance of beta) expect(chance >= 0 && chance < 1.0001).toBe(true)
    // a second time nothing is computed
    const before = shares.length
    await resolveArtefacts(engine, setups, shelf, { ...patient, onShare: (share) => shares.push(share) })
    expect(shares).toHaveLength(before)
  })

  it('differs from independent acceptance of the same mean: behind kept drafts the next is kept more often', async () => {
    const shelf = openShelf()
    const figuresOf = async (link: string) => {
      const { engine, arms, setups } = readyOf(link, shelf)
      await resolveArtefacts(engine, setups, shelf, patient)
      const live = LiveRun.start(engine, arms, {}, shelf.supplies)
      if (!live.ok) throw new Error(live.problems[0].message)
      while (live.value.advance(100, () => performance.now()) === 'more');
      const found = live.value.ask('a', acceptance)
      if (!found) throw new Error('no acceptance')
      const judged = found.byPosition.reduce((sum, { reached }) => sum + reached, 0)
      const kept = found.byPosition.reduce((sum, { accepted }) => sum + accepted, 0)
      const rateAt = (place: number) => found.byPosition[place].accepted / found.byPosition[place].reached
      const shareOf = ({ rounds, keptAll }: Followers) => keptAll / rounds
      const succession = shareOf(found.afterKept) - shareOf(found.afterRejected)
      return { rate: kept / judged, rise: rateAt(5) - rateAt(0), succession, provenance: found.provenance }
    }
    const computed = await figuresOf(COMPUTED)
    const assumed = await figuresOf(
      `#/lab?v=1&workload.requests=80&decoder=speculative&decoder.draftLength=8&decoder.process=uniform&decoder.process.rate=${computed.rate.toFixed(3)}`,
    )
    expect(computed.provenance).toBe('computed')
    expect(assumed.provenance).toBe('assumed')
    expect(assumed.rate).toBeCloseTo(computed.rate, 1)
    expect(Math.abs(assumed.rise)).toBeLessThan(0.03)
    expect(computed.rise).toBeGreaterThan(0.05)
    // a round that keeps all its drafts is followed by such a one far more often than a round with a rejection
    expect(Math.abs(assumed.succession)).toBeLessThan(0.04)
    expect(computed.succession).toBeGreaterThan(0.15)
  })

  it('stops when nobody waits, and keeps nothing', async () => {
    const shelf = openShelf()
    const { engine, setups } = readyOf(COMPUTED, shelf)
    await resolveArtefacts(engine, setups, shelf, { ...patient, isWanted: () => false })
    expect(shelf.artefacts.size).toBe(0)
  })

  it('refuses a source of the wrong engine, and one without a draft model', async () => {
    const shelf = openShelf()
    const problemOf = async (from: string) => {
      const { engine, arms } = readyOf(COMPUTED, shelf)
      const setup = structuredClone(arms[0].setup) as { decoder: { knobs: { process: { knobs: { from: string } } } } }
      setup.decoder.knobs.process.knobs.from = from
      const resolved = await resolveArtefacts(engine, [setup], shelf, patient)
      return resolved.ok ? null : resolved.problems[0].code
    }
    expect(await problemOf('#/lab?v=1&seed=3')).toBe('wrong-source')
    expect(await problemOf('#/lab?v=1&engine=tokens&decoder=medusa')).toBe('no-draft-model')
  })

  it('without models the run says what to do', () => {
    const { engine, arms } = readyOf(COMPUTED, new Shelf())
    const live = LiveRun.start(engine, arms, {})
    expect(live.ok).toBe(false)
    if (!live.ok) expect(live.problems[0].code).toBe('source-not-computed')
  })
})

describe('recordings', () => {
  const GATED = '#/lab?v=1&model=mixtral-8x7b&placement.tensor=2&workload.requests=6&gate='

  it('of a gate make the same run as the gate that is computed', async () => {
    const shelf = openShelf()
    const digestOf = async (link: string) => {
      const document = { ...decode(link).document, data: { gates: { title: '', rows: 1, hash: 'gates' } } }
      const { engine, arms } = completeDocument(document, shelf)
      if (engine === null) throw new Error('no engine')
      const setups = arms.map(({ setup }) => setup)
      await resolveArtefacts(engine, setups, shelf, patient)
      const live = LiveRun.start(engine, arms, shelf.resolve(document).data, shelf.supplies)
      if (!live.ok) throw new Error(live.problems[0].message)
      while (live.value.advance(100, () => performance.now()) === 'more');
      return { digest: live.value.summaries().a.digest, tracks: live.value.tracks().a }
    }
    const made = await recordDocument(decode('#/lab?v=1&engine=tokens&target=moe').document, 'gates', shelf, patient)
    if (!made.ok || made.value === null) throw new Error('nothing recorded')
    const read = await readAs(ownRecording, 'gates', recordingText('gates', '', made.value))
    if (!read.ok) throw new Error(read.problems[0].message)
    shelf.put({ ...read.value.recording, hash: 'gates' })
    const [computed, recorded] = [await digestOf(`${GATED}computed`), await digestOf(`${GATED}recorded`)]
    expect(recorded.digest).toBe(computed.digest)
    const provenanceOf = (tracks: typeof computed.tracks) => tracks.find(({ id }) => id === 'experts')?.provenance
    expect([provenanceOf(computed.tracks), provenanceOf(recorded.tracks)]).toEqual(['computed', 'recorded'])
  })

  // Rows of a block are computed again, and not the whole text: a quarter of the work, and steps of every length still.
  const STEPS = '#/lab?v=2&engine=tokens&decoder=diffusion&decoder.block=16&decoder.caching=dual&output=32'
  const ERRORS = '#/lab?v=2&engine=tokens&kvFormat=rounded&output=6'

  /** Records by a link, and runs another one with what was recorded as a file, and with what is computed. */
  const bothWays = async (kind: 'denoising' | 'kv-error' | 'look-ups', recorded: string, follows: string) => {
    const shelf = openShelf()
    const made = await recordDocument(decode(recorded).document, kind, shelf, patient)
    if (!made.ok || made.value === null) throw new Error('nothing recorded')
    const read = await readAs(ownRecording, kind, recordingText(kind, '', made.value))
    if (!read.ok) throw new Error(read.problems[0].message)
    shelf.put({ ...read.value.recording, hash: kind })
    return async (id: string, below: Readonly<Record<string, unknown>> = {}) => {
      const named: Experiment = {
        ...decode(`${follows}${id}`).document,
        data: { [kind]: { title: '', rows: 1, hash: kind } },
      }
      const document = Object.entries(below).reduce<Experiment>((one, [path, value]) => edit(one, path, value), named)
      const { engine, arms } = completeDocument(document, shelf)
      if (engine === null) throw new Error('no engine')
      const setups = arms.map(({ setup }) => setup)
      await resolveArtefacts(engine, setups, shelf, patient)
      const live = LiveRun.start(engine, arms, shelf.resolve(document).data, shelf.supplies)
      if (!live.ok) throw new Error(live.problems[0].message)
      while (live.value.advance(100, () => performance.now()) === 'more');
      const { digest, metrics } = live.value.summaries().a
      return { digest, metrics, tracks: live.value.tracks().a }
    }
  }

  it('of denoising steps make the same run as steps that are computed: blocks take what they took', async () => {
    const run = await bothWays(
      'denoising',
      STEPS,
      '#/lab?v=2&workload.requests=12&lengths.output.mean=96&decoder=diffusion&decoder.steps=',
    )
    const [computed, recorded, even] = [
      await run('computed', { 'setup.decoder.knobs.steps.knobs.from': STEPS }),
      await run('recorded'),
      await run('even'),
    ]
    expect(recorded.digest).toBe(computed.digest)
    expect(even.digest).not.toBe(computed.digest)
    const provenanceOf = ({ tracks }: typeof computed) => tracks.find(({ id }) => id === 'denoising')?.provenance
    expect([computed, recorded, even].map(provenanceOf)).toEqual(['computed', 'recorded', 'assumed'])
    const perStep = recorded.metrics['denoising.perStep']?.value ?? 0
    // real texts are filled in unevenly: more than one place a step, and far from a block at once
    expect(perStep).toBeGreaterThan(1.2)
    expect(perStep).toBeLessThan(12)
  })

  it('of a smaller cache make the same run as one that is computed, and its error stands beside the times', async () => {
    const long = '#/lab?v=2&workload.requests=12&lengths.prompt=fixed&lengths.prompt.tokens=12000&kvRead='
    const run = await bothWays('kv-error', ERRORS, long)
    const [computed, recorded, all] = [
      await run('computed', { 'setup.kvRead.knobs.from': ERRORS }),
      await run('recorded'),
      await run('every-position'),
    ]
    expect(recorded.digest).toBe(computed.digest)
    expect(recorded.metrics.kvDivergence?.value).toBe(computed.metrics.kvDivergence?.value)
    expect(all.metrics.kvDivergence?.value ?? null).toBeNull()
    const share = recorded.metrics.kvShare?.value ?? 1
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.6)
    expect(recorded.metrics.kvDivergence?.value).toBeGreaterThan(0)
    // less is read of a long context: tokens come sooner
    const tpot = ({ metrics }: typeof all) => metrics['tpot.p50']?.value ?? Number.NaN
    expect(tpot(recorded)).toBeLessThan(0.97 * tpot(all))
  })

  it('of look-ups make the same run as those that are computed, and every token waits for them', async () => {
    const keys = '#/lab?v=2&engine=index-locality&subject.keys=2000&subject.operations=300'
    const shared = 'workload.requests=12&lengths.prompt=fixed&lengths.prompt.tokens=4000&blockLookUp='
    const run = await bothWays('look-ups', keys, `#/lab?v=2&${shared}`)
    const often = { 'setup.blockLookUp.knobs.often': 'every-iteration' }
    const [computed, recorded, none] = [
      await run('computed', { ...often, 'setup.blockLookUp.knobs.from': keys }),
      await run('recorded', often),
      await run('free'),
    ]
    expect(recorded.digest).toBe(computed.digest)
    expect(none.metrics['lookUps.time']).toBeUndefined()
    // some streams of 250 blocks, each found in 100 to 500 ns: four threads take and release locks on the way
    const perIteration = recorded.metrics['lookUps.perIteration']?.value ?? 0
    expect(perIteration).toBeGreaterThan(250)
    const each = (recorded.metrics['lookUps.time']?.value ?? 0) / perIteration
    expect(each).toBeGreaterThan(1e-7)
    expect(each).toBeLessThan(5e-7)
    const tpot = ({ metrics }: typeof none) => metrics['tpot.p50']?.value ?? Number.NaN
    expect(tpot(recorded)).toBeGreaterThan(tpot(none))
  })

  it('of steps have one number a block, and of a smaller cache an error that grows as it shrinks', async () => {
    const shelf = openShelf()
    const record = async (link: string, kind: 'denoising' | 'kv-error') => {
      const made = await recordDocument(decode(link).document, kind, shelf, patient)
      if (!made.ok || made.value === null) throw new Error('nothing recorded')
      return made.value
    }
    const steps = (await record(
      '#/lab?v=1&engine=tokens&decoder=diffusion&decoder.block=16&decoder.caching=dual&output=32&prompts.domain=tools',
      'denoising',
    )) as readonly DenoisingTrace[]
    for (const one of steps) expect([...one.steps].every((n) => n >= 1 && n <= 16) && one.steps.length === 2).toBe(true)
    const errorOf = async (window: number) => {
      const rows = (await record(
        `#/lab?v=1&engine=tokens&output=24&retention=window&retention.window=${window}`,
        'kv-error',
      )) as readonly KvErrorRow[]
      return rows.reduce((sum, row) => sum + row.divergence, 0) / rows.length
    }
    const [whole, some, few] = [await errorOf(256), await errorOf(32), await errorOf(8)]
    expect(Math.abs(whole)).toBeLessThan(1e-6)
    expect(some).toBeGreaterThan(0.01)
    expect(few).toBeGreaterThan(some)
  })

  it('without what they need say what to choose', async () => {
    const shelf = openShelf()
    const codeOf = async (link: string, kind: ArtefactKind) => {
      const made = await recordDocument(decode(link).document, kind, shelf, patient)
      return made.ok ? null : made.problems[0].code
    }
    expect(await codeOf('#/lab?v=1&engine=tokens', 'gates')).toBe('no-experts')
    expect(await codeOf('#/lab?v=1&engine=tokens', 'denoising')).toBe('no-denoising')
    expect(await codeOf('#/lab?v=1', 'gates')).toBe('records-nothing')
  })
})
