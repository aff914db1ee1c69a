/** The timelines of the lab, in the order they stand on the page. */
import { acceptanceModel } from '../../charts/acceptance/model.ts'
import { expertsModel } from '../../charts/experts/model.ts'
import { occupancyModel } from '../../charts/occupancy/model.ts'
import { ratesModel } from '../../charts/rates/model.ts'
import { requestsModel } from '../../charts/requests/model.ts'
import type { GridWindow, TrackInfo } from '../../kernel/tracks.ts'
import { lookUps } from './look-ups.ts'
import { seriesOf } from './one-series.ts'
import { levels } from './plain-timelines.ts'
import { defineTimeline, type Timeline, type TimelineMenu } from './timeline.ts'

const requests = defineTimeline({
  id: 'requests',
  title: 'Requests',
  kind: 'span',
  stem: 'requests',
  isPerInstance: false,
  readout: [],
  model: ({ window, theme, request }) => requestsModel(window, theme, request),
})

const ARRIVALS = 'arrivals'

const kv = defineTimeline({
  id: 'kv',
  title: 'KV-cache occupancy',
  kind: 'level',
  stem: 'kv',
  isPerInstance: true,
  readout: [{ name: 'KV-cache occupancy', line: null }],
  model: ({ window, beside, theme, memory }) =>
    occupancyModel(window && { window, preemptions: seriesOf(beside(ARRIVALS), 'preempted') }, theme, memory),
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
  kind: 'grid',
  stem: 'experts',
  isPerInstance: false,
  readout: [{ name: 'Experts used', line: 'experts used' }],
  menus: expertMenus,
  model: ({ window, theme, chosen }) =>
    expertsModel(
      window,
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
  kind: 'count',
  stem: 'acceptance',
  isPerInstance: false,
  readout: [{ name: 'Accepted a round', line: 'accepted' }],
  model: ({ window, place, theme }) => acceptanceModel(window && { window, place }, theme),
  whenAbsent: {
    serving: { ...PLAIN, path: 'setup.decoder.id', value: 'speculative' },
    tokens: { ...PLAIN, path: 'setup.decoder.id', value: 'draft-model' },
  },
})

const batch = levels({
  id: 'batch',
  title: 'Batch',
  purpose: 'Tokens of the iterations under way: one or more for every stream that decodes, the rest pieces of prompts.',
  form: 'stacked',
  readout: [{ name: 'Batch', line: null }],
  isPerInstance: true,
})
const queue = levels({
  id: 'queue',
  title: 'Running and waiting',
  purpose: 'Requests on the instance, by what they are doing.',
  form: 'stacked',
  readout: [
    { name: 'Running', line: 'running' },
    { name: 'Waiting', line: 'waiting' },
    { name: 'Swapped', line: 'swapped' },
  ],
  isPerInstance: true,
})
const fleet = levels({
  id: 'fleet',
  title: 'Fleet',
  purpose: 'Instances by what they do; those that are emptied or start are changing, those switched off are left out.',
  form: 'stacked',
  readout: [
    { name: 'Instances for whole requests', line: 'whole requests' },
    { name: 'Instances for prefill', line: 'prefill' },
    { name: 'Instances for decode', line: 'decode' },
    { name: 'Instances changing', line: 'changing' },
  ],
  isPerInstance: false,
})
const shares = levels({
  id: 'shares',
  title: 'Shares of the lanes',
  purpose: 'Share of the accelerators that prompts and answers may use, side by side.',
  form: 'lines',
  readout: [
    { name: 'Share for prefill', line: 'prefill' },
    { name: 'Share for decode', line: 'decode' },
  ],
  isPerInstance: true,
})
const iteration = levels({
  id: 'iteration',
  title: 'Iteration time',
  purpose: 'How long each iteration takes; the band is the shortest and longest behind a pixel.',
  form: 'lines',
  readout: [{ name: 'Iteration time', line: 'iteration' }],
  isPerInstance: true,
})
const ttft = levels({
  id: 'ttft',
  title: 'TTFT',
  purpose: 'Time from arrival to the first token, of the requests that got theirs at that time.',
  form: 'lines',
  readout: [{ name: 'TTFT', line: 'ttft' }],
  isPerInstance: false,
})
const itl = levels({
  id: 'itl',
  title: 'Largest gap now',
  purpose:
    'Longest that a stream of each iteration had waited since it last got tokens; the band is the shortest and longest behind a pixel.',
  form: 'lines',
  readout: [{ name: 'Largest gap now', line: 'itl' }],
  isPerInstance: false,
})

const surprise = levels({
  id: 'surprise',
  title: 'Entropy and surprise',
  purpose: 'How open the text was where the target wrote, and how unlikely what it wrote.',
  form: 'lines',
  readout: [
    { name: 'Entropy', line: 'entropy' },
    { name: 'Surprise', line: 'surprise' },
  ],
  isPerInstance: false,
})
const denoising = defineTimeline({
  id: 'denoising',
  title: 'Denoising',
  kind: 'count',
  stem: 'denoising',
  isPerInstance: false,
  readout: [{ name: 'Places filled in', line: 'filled' }],
  model: ({ window, theme }) =>
    ratesModel(window && { window }, theme, {
      title: 'Denoising',
      purpose: 'Places that each step filled in, and those of the block that stayed masked, per second.',
    }),
})
const bits = levels({
  id: 'bits',
  title: 'KV bits a number',
  purpose: 'Bits that a kept key or value takes, the bounds of rounded groups included.',
  form: 'lines',
  readout: [{ name: 'KV bits a number', line: 'bits' }],
  isPerInstance: false,
})

const throughput = defineTimeline({
  id: 'tokens',
  title: 'Tokens processed',
  kind: 'count',
  stem: 'tokens',
  isPerInstance: false,
  readout: [
    { name: 'Tokens processed', line: null },
    { name: 'Tokens emitted now', line: 'decode' },
  ],
  model: ({ window, theme }) =>
    ratesModel(window && { window }, theme, {
      title: 'Tokens processed',
      purpose: 'Tokens emitted and prompt tokens computed, per second; at the cursor, over the second around it.',
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
  ...lookUps,
]

/** What a chart shows among its own and is no timeline itself. */
const BESIDE = [ARRIVALS]

const stemOf = (track: string): string => track.split('/')[0]

/**
 * Timelines that a run has something for, or can say how to get: engines write different tracks. A level or a count that nobody has
 * defined a timeline for is drawn as what its track says of itself.
 */
export function timelinesOf(engine: string, tracks: readonly TrackInfo[]): readonly Timeline[] {
  const stems = new Map(tracks.map((track) => [stemOf(track.id), track]))
  const known = timelines.filter(({ stem, whenAbsent }) => whenAbsent?.[engine] !== undefined || stems.has(stem))
  const others = [...stems].filter(
    ([stem, { kind }]) =>
      (kind === 'level' || kind === 'count') &&
      !BESIDE.includes(stem) &&
      timelines.every((timeline) => timeline.stem !== stem),
  )
  return [...known, ...others.map(([stem, track]) => asItSays(stem, track))]
}

function asItSays(id: string, { kind, title, series, id: track }: TrackInfo): Timeline {
  const readout = series.map((line) => ({ name: line === title ? title : `${title}: ${line}`, line }))
  const words = { id, title, purpose: title, readout, isPerInstance: track !== id }
  if (kind === 'level') return levels({ ...words, form: 'lines' })
  return defineTimeline({
    ...{ ...words, kind: 'count', stem: id },
    model: ({ window, theme }) => ratesModel(window && { window }, theme, words),
  })
}

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
