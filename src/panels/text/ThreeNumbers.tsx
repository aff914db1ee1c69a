/** Counts, modelled time and measured time of a tokens run, side by side and never mixed: they answer different questions. */
import type { MetricValues } from '../../kernel/metric.ts'
import { useRun } from '../../store/lab-context.tsx'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'

const figure = (metrics: MetricValues, id: string, digits: number): string => metrics[id]?.value?.toFixed(digits) ?? '–'

export function ThreeNumbers({ arm }: { readonly arm: ArmKey }) {
  const summaries = useRun((state) => state.summaries)
  const busy = useRun((state) => state.progress.busy)
  const summary = summaries[arm]
  if (!summary) return null
  const { metrics } = summary
  // All arms share the worker's time, so what was measured is theirs together.
  const written = Object.values(summaries).reduce((sum, { report }) => sum + Number(report.tokensWritten ?? 0), 0)
  return (
    <dl className="three-numbers">
      <div>
        <dt>{say('Counted')}</dt>
        <dd className="num">{say('{n} tokens a target pass', { n: figure(metrics, 'tokensPerPass', 2) })}</dd>
        <dd className="note">{say('whatever the hardware')}</dd>
      </div>
      <div>
        <dt>{say('Modelled')}</dt>
        <dd className="num">
          {say('{rate} tokens/s, {times}× token by token', {
            rate: figure(metrics, 'throughput', 0),
            times: figure(metrics, 'speedUp', 2),
          })}
        </dd>
        <dd className="note">{say('on the chosen accelerator, by a roofline')}</dd>
      </div>
      <div>
        <dt>{say('Measured')}</dt>
        <dd className="num">
          {busy > 0 && written > 0
            ? say('{rate} tokens/s', { rate: formatCount(Math.round((written * 1000) / busy)) })
            : '–'}
        </dd>
        <dd className="note">{say('in this browser, which gains nothing from drafts: it is bound by arithmetic')}</dd>
      </div>
    </dl>
  )
}
