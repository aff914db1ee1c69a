/**
 * Requests as columns: a request is its row number. Identity, lengths, phase and times only; anything an algorithm wants
 * to remember is its own column (`context.perRequest`).
 */
import type { Memory } from '../../../kernel/memory.ts'
import { Phase, type VisibleRequests } from '../contracts/request.ts'

/** What the columns are is said where algorithms see them: contracts/request.ts. */
export class Requests implements VisibleRequests {
  instance!: Int32Array
  phase!: Uint8Array
  serviceClass!: Uint8Array
  promptTokens!: Int32Array
  outputTokens!: Int32Array
  emitted!: Int32Array
  computed!: Int32Array
  prefillTarget!: Int32Array
  decodeTokens!: Int32Array
  arrival!: Float64Array
  firstToken!: Float64Array
  lastToken!: Float64Array
  ended!: Float64Array
  largestGap!: Float64Array
  cachedTokens!: Int32Array
  preemptions!: Int32Array
  prefilled!: Int32Array
  dueBy!: Float64Array

  private readonly memory: Memory

  constructor(memory: Memory) {
    this.memory = memory
    memory.column('i32', -1, (at) => {
      this.instance = at
    })
    memory.column('u8', Phase.queued, (at) => {
      this.phase = at
    })
    memory.column('u8', 0, (at) => {
      this.serviceClass = at
    })
    memory.column('i32', 0, (at) => {
      this.promptTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.outputTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.emitted = at
    })
    memory.column('i32', 0, (at) => {
      this.computed = at
    })
    memory.column('i32', 0, (at) => {
      this.prefillTarget = at
    })
    memory.column('i32', 1, (at) => {
      this.decodeTokens = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.arrival = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.firstToken = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.lastToken = at
    })
    memory.column('f64', Number.NaN, (at) => {
      this.ended = at
    })
    memory.column('f64', 0, (at) => {
      this.largestGap = at
    })
    memory.column('i32', 0, (at) => {
      this.cachedTokens = at
    })
    memory.column('i32', 0, (at) => {
      this.preemptions = at
    })
    memory.column('i32', 0, (at) => {
      this.prefilled = at
    })
    memory.column('f64', Number.POSITIVE_INFINITY, (at) => {
      this.dueBy = at
    })
  }

  get count(): number {
    return this.memory.rows
  }
}
