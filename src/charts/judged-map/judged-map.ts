/**
 * Who is judged against whom: papers on the left, what they are held against on the right. What several papers are held against is one
 * place; what is itself the mechanism of a paper is that paper. All of it follows from what the papers bring before the referee.
 */
import type { Outcome } from '../../experiment/referee/referee.ts'
import type { StoredLine } from '../../experiment/referee/stored.ts'
import { type Side, sideOf } from '../gains/gains.ts'

export interface MapPaper {
  readonly id: string
  readonly title: string
  readonly state: Outcome
}

export interface MapTarget {
  /** A definition, or the arm of one paper alone. */
  readonly id: string
  readonly title: string
  /** The paper whose mechanism it is. */
  readonly paper: string | null
}

export interface MapEdge extends Pick<StoredLine, 'gain' | 'spread' | 'bound'> {
  readonly paper: string
  readonly target: string
  /** The arm of the paper, in its own words. */
  readonly arm: string
  readonly side: Side
}

export interface JudgedMap {
  readonly papers: readonly MapPaper[]
  readonly targets: readonly MapTarget[]
  readonly edges: readonly MapEdge[]
}

export function judgedMap(lines: readonly StoredLine[], titleOf: (id: string) => string): JudgedMap {
  const owners = new Map(lines.flatMap(({ id, decides }) => decides.map((definition) => [definition.id, id] as const)))
  const targets = new Map<string, MapTarget>()
  const edges = lines.flatMap(({ id, against }) =>
    against.map(({ title, inPlace, gain, spread, bound }): MapEdge => {
      const owner = inPlace === null ? undefined : owners.get(inPlace.id)
      // A paper held against itself with other knobs is held against those knobs.
      const isOther = inPlace !== null && owner !== id
      const target = isOther ? inPlace.id : `${id}: ${title}`
      const name = !isOther ? title : owner === undefined ? inPlace.title : titleOf(owner)
      targets.set(target, { id: target, title: name, paper: isOther ? (owner ?? null) : null })
      return { paper: id, target, arm: title, side: sideOf({ gain, spread, bound }), ...{ gain, spread, bound } }
    }),
  )
  const papers = lines.map(({ id, state }) => ({ id, title: titleOf(id), state }))
  return { papers, targets: [...targets.values()], edges }
}

export interface Placed {
  readonly id: string
  readonly y: number
}

export interface MapLayout {
  readonly height: number
  readonly papers: readonly Placed[]
  readonly targets: readonly Placed[]
  /** One line a pair: that over which least is gained. */
  readonly lines: readonly MapEdge[]
}

/** Pixels from a name to the next. */
const STEP = 26

/** Papers in their order; what they are held against at the mean height of who is held against it, so that few lines cross. */
export function layMap({ papers, targets, edges }: JudgedMap): MapLayout {
  const height = Math.max(papers.length, targets.length) * STEP
  const place = (ids: readonly string[]): readonly Placed[] =>
    ids.map((id, i) => ({ id, y: ((i + 0.5) * height) / ids.length }))
  const left = place(papers.map(({ id }) => id))
  const meanOf = (target: string): number => {
    const own = edges.filter((edge) => edge.target === target)
    return own.reduce((sum, { paper }) => sum + papers.findIndex(({ id }) => id === paper), 0) / own.length
  }
  const order = targets
    .map(({ id }, i) => ({ id, mean: meanOf(id), i }))
    .toSorted((a, b) => a.mean - b.mean || a.i - b.i)
  const least = new Map<string, MapEdge>()
  for (const edge of edges) {
    const pair = `${edge.paper}\n${edge.target}`
    const known = least.get(pair)
    if (known === undefined || (edge.gain ?? 0) < (known.gain ?? 0)) least.set(pair, edge)
  }
  return { height, papers: left, targets: place(order.map(({ id }) => id)), lines: [...least.values()] }
}
