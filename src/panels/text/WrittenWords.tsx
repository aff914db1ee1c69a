/** A text as it stands at the playhead: the prompt, what was written, and faintly what will be. Arrow keys go from token to token. */
import { type KeyboardEvent, useRef } from 'react'
import type { WrittenText } from '../../engines/tokens/asked.ts'
import { say } from '../../ui/words.ts'

/** How a source reads in the legend; the class colours it as the states of the acceptance timeline. */
const SOURCES: Readonly<Record<string, string>> = {
  draft: 'drafted and accepted',
  residual: 'in place of a rejected draft',
  bonus: 'bonus after a whole draft',
  target: 'by the target alone',
  denoised: 'filled in, in any order',
}

interface WordsProps {
  readonly text: WrittenText
  readonly playhead: number
  readonly chosen: number | null
  readonly onChoose: (place: number) => void
}

export function WrittenWords({ text, playhead, chosen, onChoose }: WordsProps) {
  const box = useRef<HTMLSpanElement>(null)
  const focused = chosen ?? 0
  const last = text.tokens.length - 1
  const move = (event: KeyboardEvent) => {
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: chosen === null ? 0 : focused + 1,
      ArrowLeft: focused - 1,
      Home: 0,
      End: last,
      Enter: focused,
      ' ': focused,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = Math.min(Math.max(target, 0), last)
    onChoose(next)
    box.current?.querySelector<HTMLElement>(`[data-place="${next}"]`)?.focus()
  }
  const used = new Set(text.source)
  return (
    <>
      <div className="written">
        <span className="written-prompt">
          {text.prompt
            .filter((token) => !isSpecial(token))
            .map(shown)
            .join('')}
        </span>
        <span ref={box} role="listbox" tabIndex={-1} aria-label={say('Written text')}>
          {placed(text.tokens).map(({ token, place }) => (
            <span
              key={place}
              role="option"
              data-place={place}
              tabIndex={place === focused ? 0 : -1}
              aria-selected={place === chosen}
              className={`token source-${text.sources[text.source[place]]}${text.at[place] > playhead ? ' later' : ''}`}
              title={say('{source}; surprise {surprise} nats', {
                source: say(SOURCES[text.sources[text.source[place]]]),
                surprise: text.surprise[place].toFixed(2),
              })}
              onClick={() => onChoose(place)}
              onKeyDown={move}
            >
              {shown(token)}
            </span>
          ))}
        </span>
      </div>
      <p className="written-legend">
        {text.sources.map((source, i) =>
          used.has(i) ? (
            <span key={source} className={`token source-${source}`}>
              {say(SOURCES[source])}
            </span>
          ) : null,
        )}
        {text.isRight !== null && (
          <span className={text.isRight ? 'answer-right' : 'answer-wrong'}>
            {text.isRight
              ? say('The answer is right.')
              : say('The answer is wrong: expected {answer}', { answer: text.answer.trim() })}
          </span>
        )}
      </p>
    </>
  )
}

/** `<bos>` and its like: no words of the text. */
const isSpecial = (token: string): boolean => /^<[a-z]+>$/.test(token)

/** A line's end is seen, and ends the line. */
export const shown = (token: string): string => token.replaceAll('\n', '⏎\n')

/** A token alone, in quotes or a cell: without the space before a word, and a space that is all of it is seen. */
export const named = (token: string): string => shown(token).trim() || '␣'

/** Tokens with their places: the same word may stand in many. */
export const placed = (tokens: readonly string[]): readonly { readonly token: string; readonly place: number }[] =>
  tokens.map((token, place) => ({ token, place }))
