/** Where one request's time went. */

import { BlameBar, BlameSign } from '../../charts/blame/BlameBar.tsx'
import { totalOf } from '../../charts/blame/blame-table.ts'
import { blame } from '../../engines/serving/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { useTheme } from '../timelines/use-theme.ts'
import '../blame/blame.css'

export function RequestBlame({ arm, request }: { readonly arm: string; readonly request: number }) {
  const theme = useTheme()
  const { value, isLate } = useLooked(`${arm} ${request}`, (look) => look.ask(blame, arm, request))
  if (!value || totalOf(value) === 0) return null
  return (
    <div className={isLate ? 'late' : undefined} aria-busy={isLate}>
      <h3>{say('Where its time went')}</h3>
      <BlameBar {...value} most={totalOf(value)} theme={theme} />
      <ul className="request-phases num">
        {value.parts.map(
          (part, i) =>
            value.seconds[i] > 0 && (
              <li key={part}>
                <BlameSign part={part} theme={theme} />
                {say(part)} {formatTime(value.seconds[i])}
              </li>
            ),
        )}
      </ul>
    </div>
  )
}
