/** The arms' names at the left of their strips, each in its colour. The summary in words names them to a screen reader. */
import type { StripName } from '../chart.ts'

export function StripNames({ strips }: { readonly strips: readonly StripName[] }) {
  return (
    <ul className="strip-names" aria-hidden="true">
      {strips.map(({ key, label, place, y0, y1, words, room }) => (
        <li key={key} style={{ top: y0, height: y1 - y0 }}>
          <b style={{ color: `var(--arm-${place})` }}>{label}</b>
          {words !== '' && (
            <span data-narrow={room < 1 ? '' : undefined} style={{ width: `${room * 100}%` }}>
              <small>{words}</small>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
