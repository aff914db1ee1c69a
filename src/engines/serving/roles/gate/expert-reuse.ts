/**
 * Temporal locality: with probability `locality` an output token goes to the same experts as the token before it, drawn
 * per layer. So its experts are those of an earlier position, the last one that did not keep: its *origin*.
 *
 * The origin is a function of request, position and layer alone (walk back while the keyed draw says keep, 1 / (1 − locality)
 * steps on average). The table only remembers the last answers so that a stream that goes on one token walks one step; a slot
 * taken by another request costs a longer walk and changes nothing, so the table is in no checkpoint.
 */
import type { Stream } from '../../../../kernel/draws.ts'
import type { RequestId } from '../../contracts/request.ts'

// Slots of the table, a power of two: more than the streams that decode at a time.
const SLOTS = 1024

export class ExpertReuse {
  private readonly stream: Stream
  private readonly locality: number
  private readonly layers: number
  // (slots, layers): whose answer it is, up to which position, and the origin there.
  private readonly owner: Int32Array
  private readonly position: Int32Array
  private readonly origin: Int32Array

  constructor(stream: Stream, locality: number, layers: number) {
    this.stream = stream
    this.locality = locality
    this.layers = layers
    this.owner = new Int32Array(SLOTS * layers).fill(-1)
    this.position = new Int32Array(SLOTS * layers)
    this.origin = new Int32Array(SLOTS * layers)
  }

  /** The position whose experts the token at `position` uses; `first` (the first output position) draws its own. */
  originOf(request: RequestId, layer: number, position: number, first: number): number {
    const cell = (request & (SLOTS - 1)) * this.layers + layer
    const isKnown = this.owner[cell] === request && this.origin[cell] >= first && this.origin[cell] <= position
    // Between a known origin and its position all tokens keep.
    const known = isKnown ? this.position[cell] : first
    let at = position
    while (at > known && this.stream.at(request, at * this.layers + layer) < this.locality) at--
    if (at <= known && isKnown) at = this.origin[cell]
    this.owner[cell] = request
    this.position[cell] = position
    this.origin[cell] = at
    return at
  }
}
