/**
 * Items among peers: nobody collects clicks; peers ask in turn, click what they want, and tell a part of what they know to another one.
 * Some may be cut off, and some may flood the others with clicks on one item.
 *
 * Source: G-Rank (Gold and Pouwelse 2023, arXiv 2301.12530): click logs, gossip, exploration by swapping. The world is ours.
 */
import * as z from 'zod'
import type { Stream } from '../../../../../kernel/draws.ts'
import { InvariantError } from '../../../../../kernel/problem.ts'
import type { LevelTrack } from '../../../../../kernel/tracks.ts'
import { choice, created, chosen as pickedRule } from '../../../../../schema/choice.ts'
import type { DrawnRow } from '../../../asked.ts'
import type { Lane } from '../../../contracts/operation.ts'
import type { Ranker, RankerSees } from '../../../contracts/ranker.ts'
import { defineSubject, type Subject, type SubjectContext } from '../../../contracts/subject.ts'
import { ClickTable } from './click-table.ts'
import { type PeersKept, peersMetrics } from './metrics.ts'
import { rankers } from './ranker/index.ts'
import { ndcgOf, plannedWorld, type World } from './world.ts'

const knobs = z.strictObject({
  peers: z
    .int()
    .min(4)
    .max(100)
    .default(30)
    .meta({ label: 'Peers', unit: 'peers', help: 'More know more together, and hear of it later.' }),
  groups: z.int().min(1).max(20).default(4).meta({
    label: 'Groups',
    unit: 'groups',
    help: 'Peers of a group want the same: more groups have fewer peers each, and everybody’s favourites fit fewer.',
  }),
  items: z
    .int()
    .min(20)
    .max(1000)
    .default(200)
    .meta({ label: 'Items', unit: 'items', help: 'More items fit each query.' }),
  queries: z.int().min(2).max(100).default(20).meta({
    label: 'Queries',
    unit: 'queries',
    help: 'Different things that peers ask for: more are each asked less often.',
  }),
  rounds: z
    .int()
    .min(2)
    .max(400)
    .default(40)
    .meta({
      label: 'Rounds',
      unit: 'rounds',
      help: 'Each peer asks once a round; figures count the second half.',
      slider: [10, 100],
    }),
  gossip: z.number().min(0).max(1).default(0.3).meta({
    label: 'Told a round',
    unit: 'fraction',
    help: 'Share of the clicks that it knows of which a peer tells to one other: more is known sooner, and more is sent.',
  }),
  explore: z.number().min(0).max(1).default(0.5).meta({
    label: 'Chance of a swap',
    unit: '',
    help: 'Two places of the list change at random: what nobody has clicked gets a chance, and the order suffers.',
    source: 'G-Rank (arXiv 2301.12530)',
  }),
  cutOff: z.int().min(0).max(50).default(0).meta({
    label: 'Peers cut off',
    unit: 'peers',
    help: 'So many hear nothing any more from a third of the rounds on.',
    zero: 'none',
  }),
  flooders: z.int().min(0).max(50).default(0).meta({
    label: 'Peers that flood',
    unit: 'peers',
    help: 'So many ask nothing and claim many clicks on one item that nobody wants.',
    zero: 'none',
  }),
  ranker: choice(rankers, { label: 'Order', help: 'What a peer orders items by.', default: 'g-rank' }),
})

type PeersKnobs = z.output<typeof knobs>

/** Clicks that a flooder claims. */
const FLOOD = 50
/** Chance that an item is clicked when it is looked at, by its gain; and that the next one is looked at. */
const CLICKS = [0.05, 0.3, 0.6, 0.9]
const GOES_ON = 0.8

export const peers = defineSubject({
  id: 'peers',
  role: 'subject',
  title: 'Items among peers',
  help: 'Peers order items by clicks that they tell each other of; nobody collects them.',
  source: 'G-Rank (Gold and Pouwelse 2023, arXiv 2301.12530)',
  knobs,
  metrics: peersMetrics,
  check({ peers: all, flooders, cutOff }) {
    if (flooders + cutOff < all) return { problems: [], facts: [] }
    return {
      problems: [
        {
          code: 'no-peers-left',
          message: `${flooders} of ${all} peers flood and ${cutOff} are cut off: nobody is left who asks and hears.`,
          remedy: 'Choose more peers, or fewer that flood or are cut off.',
          path: 'setup.subject.knobs.peers',
          mend: {
            label: `Use ${flooders + cutOff + 4} peers`,
            edits: { 'setup.subject.knobs.peers': flooders + cutOff + 4 },
          },
        },
      ],
      facts: [],
    }
  },
  create: (chosen, context) => new Peers(chosen, context),
})

class Peers implements Subject<PeersKept> {
  readonly threads = 1
  readonly operations: number
  readonly kept: PeersKept
  private readonly chosen: PeersKnobs
  private readonly world: World
  private readonly logs: readonly ClickTable[]
  private readonly everything: ClickTable
  private readonly ranker: Ranker
  private readonly draws: { readonly clicks: Stream; readonly swaps: Stream; readonly told: Stream }
  private readonly order: LevelTrack
  private readonly flooded: { readonly query: number; readonly item: number }
  private lately = 0

  constructor(chosen: PeersKnobs, { memory, draws, recorder }: SubjectContext) {
    const { peers: all, groups, items, queries, rounds, flooders } = chosen
    this.chosen = chosen
    this.operations = all * rounds
    this.world = plannedWorld({ draws, groups, queries, items })
    const most = all * rounds + flooders
    this.logs = Array.from({ length: all }, () => new ClickTable(memory, most))
    this.everything = new ClickTable(memory, most)
    this.flooded = this.unwanted()
    for (let peer = all - flooders; peer < all; peer++) {
      for (const log of [this.logs[peer], this.everything])
        log.raise(peer, this.flooded.query, this.flooded.item, FLOOD)
    }
    const rule = pickedRule(rankers, chosen.ranker)
    const sees: readonly RankerSees[] = ('sees' in rule && rule.sees) || []
    const seen = <T>(what: RankerSees, answer: T): T => {
      if (!sees.includes(what)) throw new InvariantError(`${rule.id} has not said that it sees ${what}`)
      return answer
    }
    this.ranker = created(rankers, chosen.ranker, {
      ...{ peers: all, queries, draws },
      log: (peer: number) => this.logs[peer],
      everything: () => seen('everything', this.everything),
      wanted: (peer: number, item: number) => seen('wanted', this.world.gain(peer, item)),
    })
    this.draws = { clicks: draws.stream('clicks'), swaps: draws.stream('swaps'), told: draws.stream('told') }
    this.order = recorder.level({ id: 'order', title: 'Order found lately', unit: 'fraction', series: ['order'] })
    this.kept = {
      ...{ queries: 0, ndcg: 0, cutOffQueries: 0, cutOffNdcg: 0, attacked: 0, fooled: 0 },
      block: () => this.block(),
    }
  }

  begin(index: number, lane: Lane) {
    const peer = index % this.chosen.peers
    return { kind: 0, steps: this.turn(index, peer, lane) }
  }

  ended(_index: number, result: unknown, now: number): void {
    if (result === null) return
    // A round's worth of queries back: single ones jump between nothing and all.
    this.lately += ((result as number) - this.lately) / Math.max(1, this.chosen.peers)
    this.order.value[0] = this.lately
    this.order.mark(now)
  }

  drawing() {
    const { peers: all, groups, flooders } = this.chosen
    const byGroup = Array.from({ length: groups }, (_, g) =>
      Array.from({ length: all - flooders }, (_, p) => p).filter((p) => this.world.groupOf(p) === g),
    )
    const order = byGroup.flat()
    const heard = (peer: number): number => {
      const from = new Set<number>()
      this.logs[peer].each((clicker) => from.add(clicker))
      return from.size
    }
    const lines = order.flatMap((peer, from) => {
      if (this.ranker.weight === undefined) return []
      const weights = order.map((other) => (other === peer ? -1 : (this.ranker.weight?.(peer, other) ?? 0)))
      const to = weights.indexOf(Math.max(...weights))
      return weights[to] > 0 ? [{ from, to, weight: weights[to] }] : []
    })
    const toSame = lines.filter(({ from, to }) => this.world.groupOf(order[from]) === this.world.groupOf(order[to]))
    return {
      title: 'Peers by group, each with the one that counts most for it',
      rows: byGroup.map(
        (members, g): DrawnRow => ({
          ...{ label: `group ${g + 1}`, leftOut: 0 },
          boxes: members.map((peer, i) => ({
            ...{ at: (i + 0.5) / members.length, width: 1 / members.length },
            ...{ label: `${peer}`, shade: heard(peer), full: 1 },
          })),
        }),
      ),
      lines,
      shade: { label: 'peers heard of', most: all },
      words: `${order.length} peers in ${groups} groups; ${toSame.length} of ${lines.length} count one of their own group most.`,
    }
  }

  digest(digest: Parameters<Subject['digest']>[0]): void {
    digest.number(this.kept.ndcg)
    for (const log of this.logs)
      log.each((...row) => {
        for (const figure of row) digest.number(figure)
      })
  }

  /** A peer asks, looks, clicks, and tells somebody. */
  private *turn(index: number, peer: number, lane: Lane): Generator<'step' | 'wait', number | null, void> {
    const { chosen, world } = this
    const { peers: all, flooders, cutOff, rounds } = chosen
    const round = Math.floor(index / all)
    const floods = peer >= all - flooders
    const isCutOff = peer < cutOff && round >= rounds / 3
    let found: number | null = null
    if (!floods) {
      const query = world.queryAt(index)
      const list = this.ordered(index, peer, query)
      yield 'step'
      found = ndcgOf(list.map((item) => world.gain(peer, item)))
      if (round >= rounds / 2) this.count({ query, list, found, isCutOff })
      lane.enter('writing')
      this.click(index, peer, query, list)
      yield 'step'
    }
    if (!isCutOff) {
      this.tell(index, peer, round)
      yield 'step'
    }
    return found
  }

  private ordered(index: number, peer: number, query: number): readonly number[] {
    const items = this.world.items(query)
    const scores = new Float64Array(items.length)
    this.ranker.score({ peer, query, items, key: index }, scores)
    const list = items.map((_, i) => i).toSorted((one, other) => scores[other] - scores[one] || one - other)
    const { swaps } = this.draws
    if (swaps.at(index, 0) < this.chosen.explore) {
      const [one, other] = [1, 2].map((i) => Math.floor(swaps.at(index, i) * list.length))
      ;[list[one], list[other]] = [list[other], list[one]]
    }
    return list.map((i) => items[i])
  }

  private count({
    query,
    list,
    found,
    isCutOff,
  }: {
    query: number
    list: readonly number[]
    found: number
    isCutOff: boolean
  }) {
    const { kept, chosen, flooded } = this
    kept.queries++
    kept.ndcg += found
    if (isCutOff) {
      kept.cutOffQueries++
      kept.cutOffNdcg += found
    }
    if (chosen.flooders > 0 && query === flooded.query) {
      kept.attacked++
      if (list.indexOf(flooded.item) < 3) kept.fooled++
    }
  }

  /** The first item that is looked at and wanted is clicked, if any is. */
  private click(index: number, peer: number, query: number, list: readonly number[]): void {
    const { clicks } = this.draws
    let looks = 1
    for (const [place, item] of list.entries()) {
      if (clicks.at(index, 2 * place) < looks * CLICKS[this.world.gain(peer, item)]) {
        this.logs[peer].add(peer, query, item)
        this.everything.add(peer, query, item)
        return
      }
      looks *= GOES_ON
    }
  }

  private tell(index: number, peer: number, round: number): void {
    const { peers: all, gossip, cutOff, rounds } = this.chosen
    const { told } = this.draws
    const other = (peer + 1 + Math.floor(told.at(index, 0) * (all - 1))) % all
    if (other < cutOff && round >= rounds / 3) return
    let row = 1
    this.logs[peer].each((clicker, query, item, count) => {
      if (told.at(index, row++) < gossip) this.logs[other].raise(clicker, query, item, count)
    })
  }

  /** An item that no group wants, or as few as can be. */
  private unwanted() {
    const { groups, queries } = this.chosen
    const wanting = (item: number): number =>
      Array.from({ length: groups }, (_, peer) => (this.world.gain(peer, item) > 0 ? 1 : 0)).reduce<number>(
        (sum, one) => sum + one,
        0,
      )
    const all = Array.from({ length: queries }, (_, query) =>
      this.world.items(query).map((item) => ({ query, item })),
    ).flat()
    return all.reduce((best, one) => (wanting(one.item) < wanting(best.item) ? one : best))
  }

  private block(): number | null {
    const { ranker, world, chosen } = this
    if (ranker.weight === undefined) return null
    const sums = { same: 0, others: 0, ofSame: 0, ofOthers: 0 }
    const asking = chosen.peers - chosen.flooders
    for (let peer = 0; peer < asking; peer++)
      for (let other = 0; other < asking; other++) {
        if (peer === other) continue
        const weight = ranker.weight(peer, other)
        const isSame = world.groupOf(peer) === world.groupOf(other)
        sums[isSame ? 'same' : 'others'] += weight
        sums[isSame ? 'ofSame' : 'ofOthers']++
      }
    return sums.others > 0 && sums.ofSame > 0 ? sums.same / sums.ofSame / (sums.others / sums.ofOthers) : null
  }
}
