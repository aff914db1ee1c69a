/**
 * How many events are simulated between two looks at the clock. An event is 5 µs of work in one set-up and 5 ms in another (a large
 * mixture on 64 instances, code not compiled yet), so a fixed number is a millisecond here and half a second there: too long to be
 * heard in between. It begins small, doubles while a look comes too soon and halves where it comes too late.
 */
const FIRST = 16
/** Milliseconds between looks that are aimed at. */
const SOON = 1
const LATE = 4

export class Stride {
  events = FIRST
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  /** `took`: milliseconds that the last stride was. */
  adapt(took: number): void {
    if (took < SOON) this.events = Math.min(this.most, 2 * this.events)
    else if (took > LATE) this.events = Math.max(1, Math.floor(this.events / 2))
  }
}
