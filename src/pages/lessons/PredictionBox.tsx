/** A prediction: asked, locked in or skipped, and then held against what the run gave, with the size of the gap. */
import { useId, useState } from 'react'
import { judge, type Verdict } from '../../content/lessons/judge.ts'
import type { Prediction } from '../../content/lessons/lesson.ts'
import { useLab, useLessons, useRun } from '../../store/lab-context.tsx'
import { lockIn } from '../../store/lesson-step.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

interface PredictionBoxProps {
  readonly prediction: Prediction
  readonly place: string
}

export function PredictionBox({ prediction, place }: PredictionBoxProps) {
  const { lessons } = useLab()
  const answer = useLessons(({ answers }) => answers[place])
  const [said, setSaid] = useState<string | number | null>(null)
  if (answer !== undefined) return <Gap prediction={prediction} said={answer} />
  return (
    <form
      className="prediction"
      aria-label={say('Prediction')}
      onSubmit={(event) => {
        event.preventDefault()
        if (said !== null) lockIn(lessons, place, said)
      }}
    >
      <p>
        <b>{say(prediction.question)}</b>
      </p>
      <Answers prediction={prediction} said={said} onSay={setSaid} />
      <p className="prediction-ways">
        <button type="submit" className="solid" disabled={said === null}>
          {say('Lock it in')}
        </button>
        <button type="button" className="quiet" onClick={() => lockIn(lessons, place, null)}>
          {say('Skip the prediction')}
        </button>
      </p>
    </form>
  )
}

interface AnswersProps {
  readonly prediction: Prediction
  readonly said: string | number | null
  readonly onSay: (said: string | number) => void
}

function Answers({ prediction, said, onSay }: AnswersProps) {
  const name = useId()
  if (prediction.kind === 'choice') {
    return prediction.options.map(({ id, words }) => (
      <label key={id} className="check">
        <input type="radio" name={name} checked={said === id} onChange={() => onSay(id)} /> {say(words)}
      </label>
    ))
  }
  const { min, max, step, unit } = prediction
  return (
    <label className="prediction-number">
      <input
        type="range"
        min={min}
        max={max}
        step={step}
        value={said ?? min}
        aria-valuetext={said === null ? say('nothing said yet') : `${said} ${unit}`}
        onChange={(event) => onSay(Number(event.target.value))}
      />
      <output className="num">{said === null ? '…' : `${said} ${unit}`}</output>
    </label>
  )
}

function Gap({ prediction, said }: { readonly prediction: Prediction; readonly said: string | number | null }) {
  const summaries = useRun((run) => run.summaries)
  const isRunning = useRun((run) => run.isStale || run.status !== 'done')
  const answer = isRunning ? null : prediction.answer(summaries)
  const verdict = isRunning || said === null ? null : judge(prediction, said, summaries)
  const words = (one: string | number) =>
    prediction.kind === 'choice'
      ? say(prediction.options.find(({ id }) => id === one)?.words ?? String(one))
      : `${significant(Number(one), 3)} ${prediction.unit}`
  return (
    <section className="prediction gap" aria-live="polite" aria-label={say('Prediction and result')}>
      <p>
        <b>{say(prediction.question)}</b>
      </p>
      <dl>
        <div>
          <dt>{say('You said')}</dt>
          <dd className="num">{said === null ? say('nothing: skipped') : words(said)}</dd>
        </div>
        <div>
          <dt>{say('The run says')}</dt>
          <dd className="num">{answer === null ? '…' : words(answer)}</dd>
        </div>
      </dl>
      {verdict && said !== null && <GapBars verdict={verdict} said={said} />}
      {verdict && <p className={verdict.isRight ? 'right' : 'missed'}>{verdictWords(verdict)}</p>}
    </section>
  )
}

/** Two bars on one scale: what was said, and what came. */
function GapBars({ verdict, said }: { readonly verdict: Verdict; readonly said: string | number }) {
  if (verdict.kind === 'choice') return null
  const most = Math.max(Number(said), verdict.answer)
  return (
    <svg className="gap-bars" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-said" x="0" y="0" height="5" width={(Number(said) / most) * 100} />
      <rect className="bar-came" x="0" y="8" height="5" width={(verdict.answer / most) * 100} />
    </svg>
  )
}

function verdictWords(verdict: Verdict): string {
  if (verdict.isRight) return say('✓ Right.')
  if (verdict.kind === 'choice') return say('✗ Not what happens. Why not?')
  const { factor } = verdict
  return factor > 1
    ? say('✗ {factor} times too much.', { factor: significant(factor, 2) })
    : say('✗ {factor} times too little.', { factor: significant(1 / factor, 2) })
}
