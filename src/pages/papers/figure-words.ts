/** Units and names of what is judged, out of the description of its engine: of the figure, of its knobs, of other figures. */
import type { Experiment } from '../../experiment/document.ts'
import type { Judged } from '../../experiment/referee/judged.ts'
import type { Description, Field } from '../../kernel/description.ts'
import { formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export interface FigureWords {
  /** A judged figure with its unit: of a metric, or of the load that is swept. */
  readonly figure: (value: number) => string
  readonly metric: (id: string) => string
  readonly knob: (path: string) => string
}

/** Ids, paths and bare numbers stand there until the description is. */
export function figureWords(description: Description | null, { claim }: Judged, base: Experiment | null): FigureWords {
  const metrics = new Map((description?.metrics ?? []).map((metric) => [metric.id, metric]))
  const fields = new Map((description?.groups ?? []).flatMap(({ fields: own }) => [...walk(own)]))
  const [axis] = Object.values(base?.sweep?.axes ?? {})
  const load = axis && (fields.get(axis.path) ?? fields.get(axis.path.replace(/\.(\w+)$/, '.knobs.$1')))
  const unit = claim.atLeast === undefined ? metrics.get(claim.metric)?.unit : load?.unit
  return {
    figure: (value) => formatQuantity(value, unit ?? ''),
    metric: (id) => say(metrics.get(id)?.label ?? id),
    knob: (path) =>
      say(
        fields.get(path)?.label ??
          fields.get(path.replace(/\.(\w+)$/, '.knobs.$1'))?.label ??
          path.split('.').at(-1) ??
          path,
      ),
  }
}

/** Fields of options included, by path. */
function* walk(fields: readonly Field[]): Generator<readonly [string, Field]> {
  for (const field of fields) {
    yield [field.path, field]
    if (field.kind === 'choice') for (const { fields: own } of field.options) yield* walk(own)
  }
}
