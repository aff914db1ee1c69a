import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readWords } from '../../scripts/words/read.ts'
import { openShelf } from '../../src/cli/model-files.ts'
import { lessons } from '../../src/content/lessons/index.ts'
import { judge } from '../../src/content/lessons/judge.ts'
import { figureOf } from '../../src/content/lessons/lesson.ts'
import { lessonWords } from '../../src/content/lessons/words.ts'
import { explain } from '../../src/engines/asked.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { openEngine } from '../../src/run/engines.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { documentOfStep } from '../../src/store/lesson-document.ts'
import { summariesOf } from './run-document.ts'

await openEngine('serving')

const ran = new Map<string, ReturnType<typeof summariesOf>>()
/** Runs each document once: steps share them. */
function run(lesson: (typeof lessons)[number], step: number, edits: Readonly<Record<string, unknown>> = {}) {
  const document = Object.entries(edits).reduce(
    (changed, [path, value]) => edit(changed, path, value),
    documentOfStep(lesson, step),
  )
  const key = encode(document)
  const known = ran.get(key) ?? summariesOf(document)
  ran.set(key, known)
  return known
}

/** A step's run to its end, the arm on its form, and how many streams a closed loop keeps. */
function started(document: Experiment): { live: LiveRun; arm: string; streams: number } {
  const { engine, arms } = completeDocument(document, openShelf())
  if (engine === null) throw new Error('the step names no engine')
  const live = LiveRun.start(engine, arms, {})
  if (!live.ok) throw new Error(live.problems[0].message)
  while (live.value.advance(100, () => performance.now()) === 'more');
  const { workload } = arms[arms.length - 1].setup as { workload: { knobs: { clients?: number } } }
  return { live: live.value, arm: arms[arms.length - 1].key, streams: workload.knobs.clients ?? 1 }
}

it('has words for each, in the order of the list', () => {
  expect(Object.keys(lessonWords)).toEqual(lessons.map(({ id }) => id))
})

describe.each(lessons)('lesson $id', (lesson) => {
  const path = fileURLToPath(new URL(`../../src/content/lessons/${lesson.id}/words.mdx`, import.meta.url))
  const sections = readWords(readFileSync(path, 'utf8'))
  const steps = lesson.steps.map((step, i) => ({ ...step, number: i + 1 }))

  it('has a section of words for every step, which names the places of what the step has, and no other', () => {
    expect(sections.map(({ title }) => title)).toEqual(steps.map(({ title }) => title))
    for (const [i, { prediction, knobs, challenge, part, title }] of steps.entries()) {
      const { places, formulas } = sections[i]
      const named = { Prediction: prediction, Knobs: knobs, Challenge: challenge }
      for (const [place, defined] of Object.entries(named)) {
        expect(places.filter((one) => one === place).length, `${title}: ${place}`).toBe(defined === undefined ? 0 : 1)
      }
      const known = ['Prediction', 'Knobs', 'Challenge', 'Equation', 'After']
      expect(places.filter((place) => !known.includes(place))).toEqual([])
      if (part === 'equation') expect(formulas.length, title).toBeGreaterThan(0)
    }
  })

  it('has every part that a lesson has, and ends with a paper', () => {
    const parts = new Set(steps.map(({ part }) => part))
    const wanted = ['hook', 'predict', 'run', 'gap', 'failure', 'equation', 'challenge', 'reflection']
    expect(wanted.filter((part) => !parts.has(part as never))).toEqual([])
    expect(lesson.papers.length).toBeGreaterThan(0)
    for (const { url } of lesson.papers) expect(url).toMatch(/^https:\/\/arxiv\.org\/abs\/\d{4}\.\d{5}$/)
  })

  it('starts from a link without a complaint', () => {
    expect(decode(lesson.link).problems).toEqual([])
  })

  it.each(steps)(
    'runs step $number, “$title”, and has every figure that its words name',
    async ({ number, ...step }) => {
      const summaries = await run(lesson, number)
      const isRed = Object.values(summaries).some(({ validity }) => validity?.level === 'failing')
      expect(step.regime !== undefined, step.regime).toBe(isRed)
      const words = sections[number - 1].sentences.map((sentence) => sentence.words)
      for (const [, arm, id] of words.join(' ').matchAll(/\{(\w+):([\w.]+)\}/g)) {
        expect(figureOf(summaries, arm, id), `${arm}:${id}`).toEqual(expect.any(Number))
      }
      const known = timelines.map(({ id }) => id)
      expect((step.timelines ?? []).filter((id) => !known.includes(id))).toEqual([])
    },
  )

  const asking = steps.flatMap(({ number, prediction }) => (prediction ? [{ number, prediction }] : []))
  it.each(asking)('shows whoever follows intuition at step $number that it misses', async ({ number, prediction }) => {
    // given the run of the step, when somebody says what most people say first
    const summaries = await run(lesson, number)
    const missed = judge(prediction, prediction.intuition, summaries)
    // then the run says otherwise
    expect(missed?.isRight).toBe(false)
    // and whoever says what the run gives is right
    const answer = prediction.answer(summaries)
    expect(answer).not.toBeNull()
    expect(judge(prediction, answer ?? '', summaries)?.isRight).toBe(true)
    if (prediction.kind === 'choice') expect(prediction.options.map(({ id }) => id)).toContain(answer)
    else {
      expect(Number(answer)).toBeGreaterThanOrEqual(prediction.min)
      expect(Number(answer)).toBeLessThanOrEqual(prediction.max)
    }
  })

  it.each(asking)('has shown nothing of the run that step $number asks about', ({ number }) => {
    const runOf = (step: number) => encode({ ...documentOfStep(lesson, step), title: '' })
    for (let before = 1; before < number; before++) expect(runOf(before)).not.toBe(runOf(number))
    // nor do the words beside the open question, which stand there before it is answered
    const beside = sections[number - 1].sentences.filter(({ inside }) => inside.length === 0)
    expect(beside.length).toBeGreaterThan(0)
    expect(beside.map(({ words }) => words).join(' ')).not.toMatch(/\{\w+:[\w.]+\}/)
  })

  const placed = steps.flatMap(({ number, at }) => (at === undefined ? [] : [{ number, at }]))
  it.each(placed)('stands in steady decode at step $number, $at s', ({ number, at }) => {
    const { live, arm, streams } = started(documentOfStep(lesson, number))
    const explanation = live.ask(arm, explain, at)
    const fact = (id: string) => explanation?.facts.find((one) => one.id === id)?.value
    // every client's answer is being written, but for one in twenty between two questions, and no prompt is beside them
    expect(fact('prefillTokens')).toBe(0)
    expect(Number(fact('running'))).toBeGreaterThan(0.95 * streams - 1)
    expect(explanation?.start).toBeLessThanOrEqual(at)
    expect(explanation?.end).toBeGreaterThan(at)
  })

  it('asks for no answer before there are figures', () => {
    for (const { prediction } of asking) expect(judge(prediction, prediction.intuition, {})).toBeNull()
  })

  const challenges = steps.flatMap(({ number, challenge }) => (challenge ? [{ number, challenge }] : []))
  it.each(challenges)('sets a challenge at step $number that is open at first and can be met', async (step) => {
    expect(step.challenge.isMet({})).toBe(false)
    expect(step.challenge.isMet(await run(lesson, step.number))).toBe(false)
    expect(step.challenge.isMet(await run(lesson, step.number, step.challenge.solution))).toBe(true)
  })
})

describe('what the words of the lessons claim', () => {
  const of = (id: string) => {
    const lesson = lessons.find((one) => one.id === id)
    if (!lesson) throw new Error(`no lesson ${id}`)
    return async (step: number, arm: string, figure: string): Promise<number> =>
      figureOf(await run(lesson, step), arm, figure) ?? Number.NaN
  }
  it('a full KV cache is a cliff: half is free, a quarter is not, a twelfth is a failure', async () => {
    const figure = of('why-a-kv-cache')
    expect(await figure(3, 'b', 'ttft.p99')).toBe(await figure(3, 'a', 'ttft.p99'))
    expect(await figure(4, 'b', 'kv.preemptions')).toBeGreaterThan(100)
    expect(await figure(6, 'b', 'throughput')).toBeLessThan((await figure(6, 'a', 'throughput')) / 2)
  })
  it('drafts pay for one person and for sixty-four, not for 512, and eight of them harm', async () => {
    const figure = of('why-speculation-stops-paying')
    const gain = async (step: number) => (await figure(step, 'a', 'tpot.p50')) / (await figure(step, 'b', 'tpot.p50'))
    expect(await gain(2)).toBeGreaterThan(2)
    expect(await gain(4)).toBeGreaterThan(1.3)
    expect(await gain(5)).toBeLessThan(1.05)
    expect(await gain(6)).toBeLessThan(0.9)
    // (1 − 0.7⁵) / 0.3 = 2.773; 20 requests of about 370 rounds each leave 1 % of noise
    expect(await figure(3, 'b', 'acceptance.tokensPerRound')).toBeCloseTo(2.773, 1)
  })
})
