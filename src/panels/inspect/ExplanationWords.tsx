/** Sentences of an explanation; the moments and requests they cite are buttons that lead there. */
import { Fragment } from 'react'
import type { Citation, Explanation } from '../../kernel/engine.ts'
import { useLab } from '../../store/lab-context.tsx'

interface ExplanationWordsProps {
  readonly explanation: Explanation
  /** They explain an earlier question, and the answer to this one is on its way. */
  readonly isLate: boolean
}

export function ExplanationWords({ explanation, isLate }: ExplanationWordsProps) {
  const { view } = useLab()
  const { sentences, links = [] } = explanation
  const follow = ({ at, request }: Citation) => {
    view.getState().play(false)
    view.getState().goTo(at)
    view.getState().point(null)
    if (request >= 0) view.getState().selectRequest(request)
  }
  return (
    <div className={isLate ? 'why late' : 'why'} aria-busy={isLate}>
      {sentences.map((sentence) => (
        <p key={sentence}>
          {partsOf(sentence, links).map(({ key, text, link }) =>
            link ? (
              <button key={key} type="button" className="citation num" onClick={() => follow(link)}>
                {link.label}
              </button>
            ) : (
              <Fragment key={key}>{text}</Fragment>
            ),
          )}
        </p>
      ))}
    </div>
  )
}

interface Part {
  readonly key: string
  readonly text: string
  readonly link: Citation | undefined
}

/** Words and citations in turn: `It arrived at {0} with …` is three parts. */
function partsOf(sentence: string, links: readonly Citation[]): readonly Part[] {
  const parts: Part[] = []
  let from = 0
  for (const { 0: marker, 1: number, index } of sentence.matchAll(/\{(\d+)\}/g)) {
    parts.push({ key: `before ${index}`, text: sentence.slice(from, index), link: undefined })
    parts.push({ key: `at ${index}`, text: '', link: links[Number(number)] })
    from = index + marker.length
  }
  return [...parts, { key: 'end', text: sentence.slice(from), link: undefined }]
}
