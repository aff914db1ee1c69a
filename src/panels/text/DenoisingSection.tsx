/** In which step each place was filled in: position across, step down, paler where the model was less sure. */
import type { WrittenText } from '../../engines/tokens/asked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { named, placed } from './WrittenWords.tsx'

const CELL = 10

export function DenoisingSection({ text }: { readonly text: WrittenText }) {
  const steps = Math.max(...text.round) + 1
  const { tokens } = text
  return (
    <section aria-labelledby="denoising-reading">
      <h3 id="denoising-reading">{say('Denoising order')}</h3>
      <p className="note">
        {say(
          '{tokens} places were filled in by {steps} steps: a column is a place of the text, a row a step, paler is less sure.',
          {
            tokens: formatCount(tokens.length),
            steps: formatCount(steps),
          },
        )}
      </p>
      <svg
        className="cache-map denoising-map"
        viewBox={`0 0 ${tokens.length * CELL} ${steps * CELL}`}
        preserveAspectRatio="none"
        style={{ height: `${Math.min(420, steps * CELL)}px` }}
        role="img"
        aria-label={say('{tokens} places by {steps} steps', { tokens: tokens.length, steps })}
      >
        {placed(tokens).map(({ token, place }) => (
          <rect
            key={place}
            className="cache-kept"
            x={place * CELL}
            y={text.round[place] * CELL}
            width={CELL - 1}
            height={CELL - 1}
            opacity={0.25 + 0.75 * Math.exp(-text.surprise[place])}
          >
            <title>
              {say('“{token}” in step {step}, probability {p}', {
                token: named(token),
                step: text.round[place] + 1,
                p: Math.exp(-text.surprise[place]).toFixed(2),
              })}
            </title>
          </rect>
        ))}
      </svg>
    </section>
  )
}
