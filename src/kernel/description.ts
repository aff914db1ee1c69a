/**
 * A schema as plain data, for forms, URL, command line and documentation: what `worker.describe` sends to the page.
 * Built from the zod metadata by the engine; the page holds no schema library.
 */
import type { MetricWords } from './metric.ts'

export interface FieldBase {
  /** Dotted path below `setup`, e.g. `scheduler.knobs.tokenBudget`. */
  readonly path: string
  readonly label: string
  readonly unit?: string
  /** One sentence: what rises and what falls when it is raised. */
  readonly help: string
  readonly level: 'basic' | 'advanced'
  readonly source?: string
}

export interface NumberField extends FieldBase {
  readonly kind: 'number'
  readonly default: number
  readonly integer: boolean
  /** True range, enforced by the schema. */
  readonly min: number
  readonly max: number
  /** Teaching range of the slider; the number field takes the true range. */
  readonly sliderMin: number
  readonly sliderMax: number
  readonly scale: 'linear' | 'log'
  /** What 0 stands for, where it is no quantity: "until drained". */
  readonly zero?: string
}

export interface ToggleField extends FieldBase {
  readonly kind: 'toggle'
  readonly default: boolean
}

/** One of a closed list of words, e.g. a dtype. */
export interface SelectField extends FieldBase {
  readonly kind: 'select'
  readonly default: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Data that a document names, by what they hold. */
export type DataKind = 'arrivals' | 'acceptance' | 'gates' | 'denoising' | 'kv-error' | 'look-ups'

export interface TextField extends FieldBase {
  readonly kind: 'text'
  readonly default: string
  readonly maxLength: number
  /** The text is the key of such data in the document. */
  readonly names?: DataKind
}

/** A choice of algorithm: a node `{ id, knobs }`; each option brings its own fields. */
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  readonly default: string
  readonly options: readonly ChoiceOption[]
}

export interface ChoiceOption {
  readonly id: string
  readonly title: string
  readonly help: string
  /** Paper or system it comes from. */
  readonly source?: string
  /** Reads what a real server could not know, e.g. `outputLength`: the page shows the label. */
  readonly sees?: readonly string[]
  /** Made of its knobs alone, as a model of one's own is: among entries of a catalogue it is no further one. */
  readonly isFromKnobs?: true
  /** Fields below `<path>.knobs`, with whole paths. */
  readonly fields: readonly Field[]
}

export type Field = NumberField | ToggleField | SelectField | TextField | ChoiceField

export interface FieldGroup {
  readonly id: string
  readonly title: string
  readonly fields: readonly Field[]
  /** Paths of the fields that say in one line what a closed group holds, in order; a choice reads as its option's title. */
  readonly summary: readonly string[]
}

export interface Description {
  /** Only chosen options have their fields, and figures no formula: enough for a first picture, and the whole is to follow. */
  readonly isOutline?: true
  readonly engine: { readonly id: string; readonly version: string; readonly title: string }
  readonly groups: readonly FieldGroup[]
  /** Words of all figures that a run can have, in the order in which they are listed. */
  readonly metrics: readonly MetricWords[]
  /** The knob whose values 1 … draws are other draws of what is uncertain; absent where nothing is foretold. */
  readonly band?: { readonly path: string; readonly draws: number }
}
