/**
 * The experts that lie in the accelerator's memory. A layer's rows ask for theirs all at once: those that are not there cross the link,
 * each once a pass. Then those stay that the rule ranks first, of all that are there now. What is fetched on a guess waits beside them, and
 * goes if it is not asked for.
 */
import type { ExpertCache } from '../contracts/expert-cache.ts'
import type { RouteSite } from '../contracts/route.ts'
import type { Meter } from '../contracts/work.ts'
import type { ExpertWatch } from '../model/gating.ts'
import type { UseLog } from './use-log.ts'

export class ExpertStore implements ExpertWatch {
  readonly rule: ExpertCache
  readonly uses: UseLog
  private readonly meter: Meter
  /** By layer: experts that stay, and those that a guess has brought for the pass in hand. */
  private readonly held: Set<number>[]
  private readonly guessed: Set<number>[]

  constructor(rule: ExpertCache, uses: UseLog, meter: Meter) {
    this.rule = rule
    this.uses = uses
    this.meter = meter
    this.held = uses.rows.map(() => new Set())
    this.guessed = uses.rows.map(() => new Set())
  }

  heldAt(layer: number): ReadonlySet<number> {
    return this.held[layer]
  }

  routed(site: RouteSite, scoresAhead: () => Float32Array | null): void {
    const { layer } = site
    const chosen = chosenBy(site)
    const asked = new Set(chosen.flat())
    const [held, guessed] = [this.held[layer], this.guessed[layer]]
    const missing = [...asked].filter((expert) => !held.has(expert))
    const foretold = missing.filter((expert) => guessed.has(expert))
    this.meter.loads.push({
      asked: asked.size,
      held: asked.size - missing.length,
      guessed: guessed.size,
      foretold: foretold.length,
      waited: missing.length - foretold.length,
    })
    for (const experts of chosen) this.uses.note(layer, experts)
    this.keep(layer, new Set([...held, ...asked]))
    guessed.clear()
    const scores = this.rule.ahead > 0 ? scoresAhead() : null
    if (scores !== null) this.guess(layer + 1, site, scores)
  }

  private keep(layer: number, there: ReadonlySet<number>): void {
    const { rule, uses } = this
    if (there.size > rule.held) {
      const order = [...there]
        .map((expert) => ({ expert, rank: rule.rankOf(layer, expert), since: uses.since(layer, expert) }))
        .sort((a, b) => byRank(a.rank, b.rank) || byRank(a.since, b.since) || a.expert - b.expert)
      this.held[layer] = new Set(order.slice(0, rule.held).map(({ expert }) => expert))
    } else this.held[layer] = new Set(there)
  }

  /** What stands before this layer is nearly what will stand before the next: its gate is asked already. */
  private guess(layer: number, { rows, experts }: RouteSite, scores: Float32Array): void {
    const held = this.held[layer]
    for (let row = 0; row < rows; row++) {
      const order = Array.from({ length: experts }, (_, expert) => expert)
      order.sort((a, b) => scores[row * experts + b] - scores[row * experts + a] || a - b)
      for (const expert of order.slice(0, this.rule.ahead)) if (!held.has(expert)) this.guessed[layer].add(expert)
    }
  }
}

/** By row: the experts that it goes to, in their order. */
export function chosenBy({ rows, experts, gates }: RouteSite): readonly (readonly number[])[] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: experts }, (_, expert) => expert).filter((expert) => gates[row * experts + expert] > 0),
  )
}

/** Infinity equals Infinity. */
const byRank = (a: number, b: number): number => (a === b ? 0 : a - b)
