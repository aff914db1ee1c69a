/** Sentences of an explanation; the moments and requests they cite are buttons that lead there. */
import { Fragment } from 'react'
import type { Citation, Explanation } from '../../kernel/engine.ts'
import { useLab } from '../../store/lab-context.tsx'

export function ExplanationWords({ explanation }: { readonly explanation: Explanation }) {
  const { view } = useLab()
  const { sentences, links = [] } = explanation
  const follow = ({ at, request }: Citation) => {
    view.getState().play(false)
    view.getState().goTo(at)
    view.getState().point(null)
    if (request >= 0) view.getState().selectRequest(request)
  }
  return (
    <div className="why">
      {sentences.map((sentence) => (
        <p key={sentence}>
          {/* Odd parts are the numbers between braces. */}
          {sentence.split(/\{(\d+)\}/).map((part, place) => {
            const link = place % 2 === 1 ? links[Number(part)] : undefined
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text are their place
              <Fragment key={place}>
                {link ? (
                  <button type="button" className="citation num" onClick={() => follow(link)}>
                    {link.label}
                  </button>
                ) : (
                  part
                )}
              </Fragment>
            )
          })}
        </p>
      ))}
    </div>
  )
}
