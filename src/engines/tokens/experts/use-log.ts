/** Which experts the rows of a run went to, layer by layer in the order of the rows: what rules for a cache of experts look back at. */
import type { ExpertUses } from '../contracts/expert-cache.ts'

type Rows = (readonly number[])[]

export class UseLog implements ExpertUses {
  readonly experts: number
  /** By layer: the experts of every row so far. */
  readonly rows: readonly Rows[]
  /** First row of each text that has begun. */
  readonly begins: number[] = []
  /** By layer and expert: the last row that went to it, −1 for none. */
  private readonly last: readonly Int32Array[]
  private readonly total: readonly Int32Array[]
  /** By layer: rows of this text that are still to come; null where nobody knows. */
  private future: readonly Rows[] | null = null

  constructor(layers: number, experts: number) {
    this.experts = experts
    this.rows = Array.from({ length: layers }, () => [])
    this.last = Array.from({ length: layers }, () => new Int32Array(experts).fill(-1))
    this.total = this.last.map(() => new Int32Array(experts))
  }

  /** A text begins; `future`: its rows, by layer, where somebody has rehearsed it. */
  begin(future: readonly Rows[] | null): void {
    this.begins.push(this.rows[0].length)
    this.future = future
  }

  note(layer: number, experts: readonly number[]): void {
    const row = this.rows[layer].push(experts) - 1
    for (const expert of experts) {
      this.last[layer][expert] = row
      this.total[layer][expert]++
    }
  }

  /** Rows of every text in every layer. */
  texts(): readonly Rows[] {
    return this.rows.flatMap((rows) => this.begins.map((from, text) => rows.slice(from, this.begins[text + 1])))
  }

  since(layer: number, expert: number): number {
    const last = this.last[layer][expert]
    return last < 0 ? Number.POSITIVE_INFINITY : this.rows[layer].length - 1 - last
  }

  within(layer: number, expert: number, rows: number): number {
    const all = this.rows[layer]
    if (rows >= all.length) return this.total[layer][expert]
    return countIn(all, expert, Math.max(0, all.length - rows), all.length)
  }

  amongFirst(layer: number, expert: number, rows: number): number {
    const all = this.rows[layer]
    return countIn(all, expert, 0, Math.min(rows, all.length))
  }

  until(layer: number, expert: number): number {
    const { rows, from } = this.comingRows(layer)
    for (let row = from; row < rows.length; row++) if (rows[row].includes(expert)) return row - from
    return Number.POSITIVE_INFINITY
  }

  ahead(layer: number, expert: number, count: number): number {
    const { rows, from } = this.comingRows(layer)
    return countIn(rows, expert, from, Math.min(rows.length, from + count))
  }

  private comingRows(layer: number): { readonly rows: Rows; readonly from: number } {
    const begun = this.begins.at(-1) ?? 0
    return { rows: this.future?.[layer] ?? [], from: this.rows[layer].length - begun }
  }
}

function countIn(rows: Rows, expert: number, from: number, until: number): number {
  let count = 0
  for (let row = from; row < until; row++) if (rows[row].includes(expert)) count++
  return count
}
