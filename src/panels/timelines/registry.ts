/** The timelines of the lab, in the order they stand on the page. */
import { acceptanceModel } from '../../charts/acceptance/model.ts'
import { expertsModel } from '../../charts/experts/model.ts'
import { levelsModel } from '../../charts/levels/model.ts'
import { occupancyModel } from '../../charts/occupancy/model.ts'
import { ratesModel } from '../../charts/rates/model.ts'
import { requestsModel } from '../../charts/requests/model.ts'
import type { GridWindow } from '../../kernel/tracks.ts'
import { seriesOf } from './one-series.ts'
import { defineTimeline, type Timeline, type TimelineMenu } from './timeline.ts'

const requests = defineTimeline({
  id: 'requests',
  title: 'Requests',
  kind: 'span',
  stem: 'requests',
  isPerInstance: false,
  readoutLines: 0,
  model: ({ chosenArm, theme, request }) => requestsModel(chosenArm, theme, request),
})

const kv = defineTimeline({
  id: 'kv',
  title: 'KV-cache occupancy',
  shortName: 'KV cache',
  kind: 'level',
  stem: 'kv',
  isPerInstance: true,
  readoutLines: 1,
  model: ({ arms, beside, theme, memory }) =>
    occupancyModel({ arms, preemptions: seriesOf(beside('arrivals'), 'preempted') }, theme, memory),
})

const DENSE = {
  words: 'This model is dense: every token passes through the same weights, so there are no experts to choose.',
  action: 'Show a mixture of experts',
}
const PLAIN = {
  words: 'Decoding is autoregressive: nothing is drafted, so nothing can be accepted or rejected.',
  action: 'Draft tokens',
}

const experts = defineTimeline({
  id: 'experts',
  title: 'Expert activations',
  shortName: 'Experts',
  kind: 'grid',
  stem: 'experts',
  isPerInstance: false,
  readoutLines: 1,
  menus: expertMenus,
  model: ({ chosenArm, theme, chosen }) =>
    expertsModel(
      chosenArm,
      {
        layer: chosen.layer === undefined || chosen.layer === 'sum' ? null : Number(chosen.layer),
        normalisation: chosen.scale === 'each' ? 'each' : 'all',
      },
      theme,
    ),
  whenAbsent: {
    serving: { ...DENSE, path: 'setup.model.id', value: 'qwen3-30b-a3b' },
    tokens: { ...DENSE, path: 'setup.target', value: 'moe' },
  },
})

const acceptance = defineTimeline({
  id: 'acceptance',
  title: 'Token acceptance',
  shortName: 'Accepted',
  kind: 'count',
  stem: 'acceptance',
  isPerInstance: false,
  readoutLines: 1,
  model: ({ arms, theme }) => acceptanceModel({ arms }, theme),
  whenAbsent: {
    serving: { ...PLAIN, path: 'setup.decoder.id', value: 'speculative' },
    tokens: { ...PLAIN, path: 'setup.decoder.id', value: 'draft-model' },
  },
})

/** A level track as a stack of its series, or as lines where they are no parts of a whole. */
const levels = (words: {
  readonly id: string
  readonly title: string
  readonly shortName?: string
  readonly purpose: string
  readonly form: 'stacked' | 'lines'
  readonly readoutLines: number
  readonly isPerInstance: boolean
}): Timeline =>
  defineTimeline({
    id: words.id,
    title: words.title,
    ...(words.shortName !== undefined && { shortName: words.shortName }),
    kind: 'level',
    stem: words.id,
    isPerInstance: words.isPerInstance,
    readoutLines: words.readoutLines,
    model: ({ arms, theme, memory }) =>
      levelsModel({ arms, form: words.form }, theme, { title: words.title, purpose: words.purpose }, memory),
  })

const batch = levels({
  id: 'batch',
  title: 'Batch',
  purpose: 'Tokens of each iteration: one or more for every stream that decodes, the rest pieces of prompts.',
  form: 'stacked',
  readoutLines: 1,
  isPerInstance: true,
})
const queue = levels({
  id: 'queue',
  title: 'Running and waiting',
  purpose: 'Requests on the instance, by what they are doing.',
  form: 'stacked',
  readoutLines: 3,
  isPerInstance: true,
})
const fleet = levels({
  id: 'fleet',
  title: 'Fleet',
  purpose: 'Instances by what they do; those that are emptied or start are changing, those switched off are left out.',
  form: 'stacked',
  readoutLines: 4,
  isPerInstance: false,
})
const shares = levels({
  id: 'shares',
  title: 'Shares of the lanes',
  shortName: 'Shares',
  purpose: 'Share of the accelerators that prompts and answers may use, side by side.',
  form: 'lines',
  readoutLines: 2,
  isPerInstance: true,
})
const iteration = levels({
  id: 'iteration',
  title: 'Iteration time',
  shortName: 'Iteration',
  purpose: 'How long each iteration takes; the band is the shortest and longest behind a pixel.',
  form: 'lines',
  readoutLines: 1,
  isPerInstance: true,
})
const ttft = levels({
  id: 'ttft',
  title: 'Time to first token',
  shortName: 'TTFT',
  purpose: 'Wait from arrival to the first token, of the requests that got theirs at that time.',
  form: 'lines',
  readoutLines: 1,
  isPerInstance: false,
})
const itl = levels({
  id: 'itl',
  title: 'Inter-token latency',
  shortName: 'Inter-token',
  purpose: 'Gap between two tokens of a stream; the band is the shortest and longest behind a pixel.',
  form: 'lines',
  readoutLines: 1,
  isPerInstance: false,
})

const surprise = levels({
  id: 'surprise',
  title: 'Entropy and surprise',
  shortName: 'Entropy',
  purpose: 'How open the text was where the target wrote, and how unlikely what it wrote.',
  form: 'lines',
  readoutLines: 2,
  isPerInstance: false,
})
const denoising = defineTimeline({
  id: 'denoising',
  title: 'Denoising',
  kind: 'count',
  stem: 'denoising',
  isPerInstance: false,
  readoutLines: 1,
  model: ({ arms, theme }) =>
    ratesModel({ arms }, theme, {
      title: 'Denoising',
      purpose: 'Places that each step filled in, and those of the block that stayed masked, per second.',
    }),
})
const bits = levels({
  id: 'bits',
  title: 'KV bits a number',
  shortName: 'KV bits',
  purpose: 'Bits that a kept key or value takes, the bounds of rounded groups included.',
  form: 'lines',
  readoutLines: 1,
  isPerInstance: false,
})

const throughput = defineTimeline({
  id: 'tokens',
  title: 'Throughput',
  kind: 'count',
  stem: 'tokens',
  isPerInstance: false,
  readoutLines: 1,
  model: ({ arms, theme }) =>
    ratesModel({ arms }, theme, {
      title: 'Throughput',
      purpose: 'Tokens emitted and prompt tokens computed, per second.',
    }),
})

export const timelines: readonly Timeline[] = [
  requests,
  kv,
  experts,
  acceptance,
  batch,
  queue,
  fleet,
  shares,
  throughput,
  surprise,
  denoising,
  bits,
  ttft,
  itl,
  iteration,
]

/** Timelines that a run has something for, or can say how to get: engines write different tracks. */
export const timelinesOf = (engine: string, tracks: readonly { readonly id: string }[]): readonly Timeline[] =>
  timelines.filter(
    ({ stem, whenAbsent }) =>
      whenAbsent?.[engine] !== undefined || tracks.some(({ id }) => id === stem || id.startsWith(`${stem}/`)),
  )

function expertMenus({ track }: GridWindow): readonly TimelineMenu[] {
  const layers = track.series.map((label, index) => ({ value: String(index), label }))
  const scale = {
    id: 'scale',
    label: 'Scale',
    options: [
      { value: 'all', label: 'one scale' },
      { value: 'each', label: 'each its own' },
    ],
  }
  if (layers.length < 2) return [scale]
  return [{ id: 'layer', label: 'Layer', options: [{ value: 'sum', label: 'all layers' }, ...layers] }, scale]
}
