import { describe, expect, it } from 'vitest'
import * as asked from '../../../src/engines/tokens/asked.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { createRecorder } from '../../../src/kernel/recorder.ts'
import { startTokens } from './start.ts'

const drafted = { prompts: { id: 'domains', knobs: { requests: 14 } }, output: 40, sampling: { temperature: 1 } }

describe('a tokens run', () => {
  it('books every drafted token once, and every pass (T5)', () => {
    const recorder = createRecorder()
    const { totals, speculation, logs, rounds } = startTokens(drafted, { recorder })
    const all = rounds.drafted.reduce((sum, count) => sum + count, 0)
    expect(speculation.accepted + speculation.rejected + speculation.discarded).toBe(all)
    // the prompt of a text is its first round, and no pass of decoding
    expect(rounds.rounds).toBe(totals.targetPasses + logs.length)
    expect(logs.reduce((sum, { written }) => sum + written, 0)).toBe(totals.written)
    const window = recorder.window('acceptance', 0, 1e9, 4000)
    const sums = window?.kind === 'count' ? window : null
    const total = (series: number) =>
      sums === null ? -1 : sums.sum.slice(series * sums.length, (series + 1) * sums.length).reduce((a, b) => a + b, 0)
    expect([total(0), total(1), total(2)]).toEqual([speculation.accepted, speculation.rejected, speculation.discarded])
  })

  it('accepts first drafts as often as Σ min(p, q) says, within three standard errors (T5)', () => {
    const { speculation } = startTokens({ ...drafted, prompts: { id: 'domains', knobs: { requests: 70 } } })
    const share = speculation.overlap / speculation.firstDrafts
    const error = Math.sqrt((share * (1 - share)) / speculation.firstDrafts)
    expect(Math.abs(speculation.firstAccepted / speculation.firstDrafts - share)).toBeLessThan(3 * error)
  })

  it('is the same bytes again, and other bytes with another seed', () => {
    const digest = (seed: number) => startTokens(drafted, { seed }).summary().digest
    expect(digest(1)).toBe(digest(1))
    expect(digest(1)).not.toBe(digest(2))
  })

  it('writes a round again as it was written', () => {
    const simulation = startTokens(drafted)
    const text = answerOf(simulation.answers, asked.written, 3)
    const round = 2
    const detail = answerOf(simulation.answers, asked.round, 3, round, 1)
    const written = text?.tokens.filter((_, i) => text.round[i] === round)
    expect(detail?.emitted.map(({ token }) => token)).toEqual(written)
  })

  it('tells what a token looked at: shares of each head sum to one with the sink', () => {
    const simulation = startTokens(drafted)
    for (const place of [5, 30]) {
      const detail = answerOf(simulation.answers, asked.attention, 0, place)
      if (detail === null) throw new Error('nothing seen')
      for (let head = 0; head < detail.layers * detail.heads; head++) {
        const shares = detail.weights.subarray(head * (place + 1), (head + 1) * (place + 1))
        expect(shares.reduce((sum, share) => sum + share, detail.sink[head])).toBeCloseTo(1, 4)
      }
    }
  })

  it('explains a round in words that change with what happened', () => {
    const simulation = startTokens(drafted)
    const { rounds } = simulation
    const whole = rounds.accepted.findIndex((accepted, i) => accepted === rounds.drafted[i] && accepted > 0)
    const broken = rounds.accepted.findIndex((accepted, i) => accepted < rounds.drafted[i])
    const words = (round: number) => simulation.explain(rounds.start[round])?.sentences.join(' ')
    expect(words(whole)).toContain('one token more for nothing')
    expect(words(broken)).toContain('The next was rejected')
  })

  it('spends its modelled time on passes: verification of four drafts is hardly longer than of none', () => {
    const { pace, rounds } = startTokens({ ...drafted, prompts: { id: 'domains', knobs: { requests: 1 } } })
    const [verify] = rounds.terms[rounds.drafted.indexOf(4)]
    expect(verify.time / pace.plain(100).time).toBeLessThan(1.05)
  })

  it('at a batch of 256 verification costs what it saves', () => {
    const run = (batch: number) => startTokens({ ...drafted, pace: { batch } }).summary().metrics.speedUp?.value ?? 0
    expect(run(1)).toBeGreaterThan(1.2)
    expect(run(512)).toBeLessThan(run(1))
  })

  it('refuses heads of another model, and says how to mend it', async () => {
    const { tokens } = await import('../../../src/engines/tokens/index.ts')
    const { setup } = tokens.complete({ target: 'moe', decoder: { id: 'medusa', knobs: {} } })
    expect(tokens.check(setup).problems[0]).toMatchObject({
      code: 'heads-of-another-model',
      mend: { edits: { 'setup.target': 'target' } },
    })
  })
})
