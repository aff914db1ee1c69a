/**
 * Every knob and every choice of the serving engine as one flat list, read from its description, with the values that random
 * documents may give them. A knob added to the schema is drawn from here on, without a line in any test.
 *
 * Values are those of the true range, except where the run would get long (a million requests) or nothing would happen (a cache
 * of two billion tokens): `small` has a narrower range for these.
 */
import { serving } from '../../src/engines/serving/index.ts'
import type { Field, NumberField } from '../../src/kernel/description.ts'

/** A value below `setup`, and the algorithms that must be picked for it to exist: [path, id], outermost first. */
export interface Knob {
  readonly path: string
  readonly picks: readonly (readonly [path: string, id: string])[]
  /** The value at `share` of the range, 0 to 1. */
  value(share: number): unknown
}

/** Which algorithm: a knob without a value of its own. */
export interface Pick {
  readonly picks: Knob['picks']
}

type Range = readonly [least: number, most: number]

/** Ranges that keep a run below some 30 ms and make things happen in it: queues, preemption, evictions, cut answers. */
const small: readonly (readonly [RegExp, Range])[] = [
  [/^workload\.knobs\.requests$/, [1, 60]],
  [/^workload\.knobs\.rate$/, [0.5, 400]],
  [/^workload\.knobs\.clients$/, [1, 40]],
  [/^workload\.knobs\.(think|on|off)$/, [0.001, 3]],
  [/^workload\.knobs\.turns$/, [1, 8]],
  [/^workload\.knobs\.history$/, [1, 1000]],
  [/^workload\.knobs\.(from|until)$/, [0, 4]],
  [/^workload\.knobs\.speed$/, [0.05, 100]],
  [/^workload\.knobs\.(gap|tool)$/, [0, 0.5]],
  [/^workload\.knobs\.deadline$/, [0, 5]],
  [/^workload\.knobs\.period$/, [1, 20]],
  [/^workload\.knobs\.(pieces|calls|members)$/, [1, 6]],
  [/^workload\.knobs\.atOnce$/, [0, 8]],
  [/^workload\.knobs\.toolTokens$/, [0, 60]],
  [/^workload\.knobs\.prefix$/, [1, 60]],
  [/^workload\.knobs\.window$/, [1, 40]],
  [/^reports\.interval$/, [0, 3]],
  [/^reports\.gateways$/, [1, 4]],
  [/^(placement|router)\.knobs\.(interval|delay|rest|intervalMs)$/, [0.1, 2]],
  [/^classes\..*\.(promptScale|outputScale)$/, [0.2, 3]],
  [/^lengths\..*\.(mean|tokens|shortest|width|short|long|median|overflowMedian|cap)$/, [1, 150]],
  [/^lengths\..*\.longest$/, [2, 6]],
  [/^lengths\..*\.cv$/, [0, 1.5]],
  [/^sharing\.groups$/, [0, 5]],
  [/^sharing\.tokens$/, [1, 100]],
  [
    /^placement\.knobs\.(instances|prefillInstances|decodeInstances|interactivePrefill|interactiveDecode|otherPrefill|otherDecode)$/,
    [1, 3],
  ],
  [/^placement\.knobs\.(tensor|pipeline|data|(prefill|decode)(Tensor|Pipeline))$/, [1, 2]],
  [/^placement\.knobs\.asks$/, [0, 200]],
  [/^kv\.capacityTokens$/, [64, 4000]],
  [/^kv\.blockTokens$/, [1, 40]],
  [/^batching\.maxRunning$/, [1, 48]],
  [/^scheduler\.knobs\.(tokenBudget|tokenLimit)$/, [64, 600]],
  [/^scheduler\.knobs\.reservedOutput$/, [0, 400]],
  [/^scheduler\.knobs\.batchSize$/, [1, 24]],
  [/^limits\.queue$/, [0, 20]],
  [/^limits\.length$/, [0, 400]],
  [/^limits\.timeout$/, [0, 4]],
  [/^clients\.patience$/, [0, 6]],
  [/^horizon\.(duration|warmUp)$/, [0, 6]],
  [/^preemption\.knobs\.hostGB$/, [0, 2]],
  [/^gate\.knobs\.layers$/, [1, 4]],
  [/^model\.knobs\.(layers|denseLayers|windowLayers)$/, [1, 40]],
  [/^model\.knobs\.(experts)$/, [0, 64]],
  [/^model\.knobs\.activeExperts$/, [0, 8]],
]

export const knobs: readonly Knob[] = []
export const picks: readonly Pick[] = []
for (const { fields } of serving.describe().groups) for (const field of fields) collect(field, [])

function collect(field: Field, before: Knob['picks']): void {
  const { path } = field
  switch (field.kind) {
    case 'choice':
      for (const { id, fields } of field.options) {
        const through = [...before, [path, id] as const]
        ;(picks as Pick[]).push({ picks: through })
        for (const inner of fields) collect(inner, through)
      }
      return
    case 'number':
      add({ path, picks: before, value: (share) => numberAt(field, share) })
      return
    case 'toggle':
      add({ path, picks: before, value: (share) => share >= 0.5 })
      return
    case 'select': {
      const { options } = field
      add({ path, picks: before, value: (share) => options[Math.floor(share * (options.length - 1e-9))].value })
      return
    }
    case 'text':
      return // the name of a trace: documents set it
  }
}

function add(knob: Knob): void {
  ;(knobs as Knob[]).push(knob)
}

/** The ends of the range exactly at 0 and 1, since that is where mistakes are; in between as the slider moves. */
function numberAt({ path, min, max, integer, scale }: NumberField, share: number): number {
  const narrow = small.find(([pattern]) => pattern.test(path))?.[1]
  const [least, most] = narrow ?? [min, max]
  if (share <= 0 || share >= 1) return share <= 0 ? least : most
  const value = scale === 'log' && least > 0 ? least * (most / least) ** share : least + (most - least) * share
  // Three digits: a link that a person can read.
  return integer ? Math.round(value) : Number(value.toPrecision(3))
}
