/**
 * The map drawn: a line from each paper to what it is held against, by how it does there. Papers are links; who stands on one, with the
 * pointer or the keyboard, sees its lines alone. Where there is no room for two columns the list below it says the same.
 */
import { useId, useState } from 'react'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'
import { DataTable } from '../DataTable.tsx'
import { gainText, SIDES } from '../gains/describe.ts'
import type { Side } from '../gains/gains.ts'
import { colourOf } from '../gains/paint.ts'
import { describeMap, mapTable } from './describe.ts'
import { type JudgedMap, layMap, type Placed } from './judged-map.ts'
import '../curves/plane.css'
import './judged-map.css'

export interface MapFigureProps {
  readonly title: string
  readonly map: JudgedMap
  readonly theme: Theme
  readonly addressOf: (paper: string) => string
}

/** Width of the drawing and of its columns, in its own units: it is scaled to the page. */
const WIDTH = 760
const LEFT = 190
const RIGHT = 450
/** Letters that a name has room for, on either side. */
const ROOM = { left: 28, right: 42 } as const

const dashes: Readonly<Record<Side, string | undefined>> = {
  better: undefined,
  worse: '7 3',
  open: '2 3',
  unknown: '1 6',
}

export function MapFigure({ title, map, theme, addressOf }: MapFigureProps) {
  const id = useId()
  const [chosen, setChosen] = useState<string | null>(null)
  const [isTable, setTable] = useState(false)
  return (
    <figure className="judged-map" aria-labelledby={`${id}-title`} aria-describedby={`${id}-summary`}>
      <figcaption>
        <b id={`${id}-title`}>{title}</b>
        <p id={`${id}-summary`} className="note">
          {describeMap(map)}
        </p>
        <MapLegend theme={theme} />
      </figcaption>
      <MapDrawing {...{ map, theme, addressOf, chosen }} onChoose={setChosen} />
      <MapList map={map} addressOf={addressOf} />
      <p className="plane-actions">
        <button type="button" className="quiet" aria-expanded={isTable} onClick={() => setTable(!isTable)}>
          {isTable ? say('Hide the table') : say('As a table')}
        </button>
      </p>
      {isTable && <DataTable caption={title} table={mapTable(map)} />}
    </figure>
  )
}

function MapLegend({ theme }: Pick<MapFigureProps, 'theme'>) {
  return (
    <ul className="plane-legend">
      {(Object.keys(SIDES) as Side[]).map((side) => (
        <li key={side}>
          <svg width="28" height="8" aria-hidden="true">
            <line x1="0" x2="28" y1="4" y2="4" {...strokeOf(side, theme)} />
          </svg>
          {SIDES[side]()}
        </li>
      ))}
    </ul>
  )
}

const strokeOf = (side: Side, theme: Theme) => ({
  stroke: colourOf(theme, side),
  strokeWidth: 2,
  strokeDasharray: dashes[side],
})

interface MapDrawingProps extends Omit<MapFigureProps, 'title'> {
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
}

function MapDrawing({ map, theme, addressOf, chosen, onChoose }: MapDrawingProps) {
  const { height, papers, targets, lines } = layMap(map)
  const yOf = (placed: readonly Placed[], id: string) => placed.find((one) => one.id === id)?.y ?? 0
  const isOff = (...ids: readonly string[]) => (chosen !== null && !ids.includes(chosen)) || undefined
  const isTouched = (id: string) =>
    chosen === null ||
    id === chosen ||
    lines.some((line) => [line.paper, line.target].includes(id) && [line.paper, line.target].includes(chosen))
  return (
    <svg
      className="map-drawing"
      viewBox={`0 0 ${WIDTH} ${height}`}
      aria-hidden="true"
      onPointerLeave={() => onChoose(null)}
    >
      {lines.map(({ paper, target, side }) => {
        const [from, until] = [yOf(papers, paper), yOf(targets, target)]
        const middle = (LEFT + RIGHT) / 2
        return (
          <path
            key={`${paper} ${target}`}
            data-off={isOff(paper, target)}
            d={`M${LEFT} ${from}C${middle} ${from} ${middle} ${until} ${RIGHT} ${until}`}
            {...strokeOf(side, theme)}
          />
        )
      })}
      {papers.map(({ id, y }) => (
        <a
          key={id}
          href={addressOf(id)}
          tabIndex={-1}
          data-off={!isTouched(id) || undefined}
          onPointerEnter={() => onChoose(id)}
        >
          <text x={LEFT - 8} y={y} dy="0.32em" textAnchor="end">
            {shortened(map.papers.find((paper) => paper.id === id)?.title ?? '', ROOM.left)}
          </text>
        </a>
      ))}
      {targets.map(({ id, y }) => {
        const target = map.targets.find((one) => one.id === id)
        return (
          <g
            key={id}
            data-off={!isTouched(id) || undefined}
            data-paper={target?.paper ?? undefined}
            onPointerEnter={() => onChoose(id)}
          >
            <text x={RIGHT + 8} y={y} dy="0.32em">
              {shortened(say(target?.title ?? ''), ROOM.right)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

const shortened = (text: string, letters: number): string =>
  text.length > letters ? `${text.slice(0, letters - 1)}…` : text

/** The same for who does not see the drawing, or has no room for it. */
function MapList({ map, addressOf }: Pick<MapFigureProps, 'map' | 'addressOf'>) {
  return (
    <ul className="map-list">
      {map.papers.map(({ id, title }) => (
        <li key={id}>
          <a href={addressOf(id)}>{title}</a>
          <ul>
            {map.edges
              .filter(({ paper }) => paper === id)
              .map(({ target, arm, side, ...gain }) => (
                <li key={`${target} ${arm}`}>
                  {say('“{arm}”: {side}, {gain}', { arm: say(arm), side: SIDES[side](), gain: gainText(gain) })}
                </li>
              ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
