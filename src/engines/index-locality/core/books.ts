/** What a run counts of its operations: everything since the warm-up, and nothing before. */
import type { Numbers } from '../../../kernel/digest.ts'
import type { Distribution } from '../../../kernel/engine.ts'
import { distributionOf } from '../../../kernel/quantiles.ts'
import type { Seconds } from '../../../kernel/units.ts'

export class Books {
  /** Operations that ended since the warm-up, and when it ended. */
  counted = 0
  since: Seconds = 0
  private readonly times: Float64Array
  private readonly before: Float64Array
  private waitsBefore = 0
  private restartsBefore = 0

  private readonly warmUp: number
  /** Lines by where they were found, ever since the start; kept by the arena. */
  private readonly found: Float64Array
  private readonly contention: { readonly waits: number; readonly restarts: number }

  constructor(
    operations: number,
    warmUp: number,
    found: Float64Array,
    contention: { readonly waits: number; readonly restarts: number },
  ) {
    this.warmUp = warmUp
    this.found = found
    this.contention = contention
    this.times = new Float64Array(operations)
    this.before = new Float64Array(found.length)
  }

  /** An operation has ended as the `done`-th, after so long. */
  ended(done: number, time: Seconds, now: Seconds): void {
    if (done > this.warmUp) this.times[this.counted++] = time
    else if (done === this.warmUp) {
      this.since = now
      this.before.set(this.found)
      this.waitsBefore = this.contention.waits
      this.restartsBefore = this.contention.restarts
    }
  }

  /** Lines since the warm-up, by where they were found. */
  get lines(): Float64Array {
    return this.found.map((count, source) => count - this.before[source])
  }

  get waits(): number {
    return this.contention.waits - this.waitsBefore
  }

  get restarts(): number {
    return this.contention.restarts - this.restartsBefore
  }

  latency(): Distribution {
    return distributionOf(this.times, this.counted)
  }

  /** Times in the order in which operations ended. */
  get timesInOrder(): Numbers {
    return this.times.subarray(0, this.counted)
  }
}
