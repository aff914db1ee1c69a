/** Counts what passes read and run. */
import type { Matrix } from '../contracts/kernels.ts'
import type { ExpertLoads, Meter, WeightKind, Work } from '../contracts/work.ts'

/** Bits of a weight where nobody says otherwise: bfloat16, as servers keep it, whatever the file has. */
export const WEIGHT_BITS = 16

type Parts = Record<WeightKind, number>
const none = (): Parts => ({ attention: 0, feedForward: 0, head: 0 })

export class WorkMeter implements Meter {
  pass = 0
  layers = 0
  tokenLayers = 0
  expertsThere = 0
  expertsRead = 0
  expertRows = 0
  kvBits = 0
  indexBits = 0
  pairs = 0
  loads: ExpertLoads[] = []
  private weights = none()
  private products = none()
  private isHeld = false
  private readonly seen = new Set<Matrix>()

  hold(): void {
    this.isHeld = false
    this.start()
    this.isHeld = true
  }

  release(): void {
    this.isHeld = false
  }

  start(): void {
    if (this.isHeld) return
    this.pass++
    this.seen.clear()
  }

  read(kind: WeightKind, matrix: Matrix, rows: number): boolean {
    const { inputs, outputs, bits = WEIGHT_BITS } = matrix
    this.products[kind] += inputs * outputs * rows
    if (this.seen.has(matrix)) return false
    this.seen.add(matrix)
    this.weights[kind] += inputs * outputs * bits
    return true
  }

  take(): Work {
    const { weights, products, layers, tokenLayers, expertsThere, expertsRead, expertRows } = this
    const { kvBits, indexBits, pairs, loads } = this
    this.weights = none()
    this.products = none()
    this.layers = 0
    this.tokenLayers = 0
    this.expertsThere = 0
    this.expertsRead = 0
    this.expertRows = 0
    this.kvBits = 0
    this.indexBits = 0
    this.pairs = 0
    this.loads = []
    return {
      ...{ weights, products, layers, tokenLayers, expertsThere, expertsRead, expertRows },
      ...{ kvBits, indexBits, pairs, loads },
    }
  }
}
