/**
 * Memories and questions about them, with a plan behind them: memories lie around topics, and a conversation stays with its topic for a
 * while before it jumps to any other. A question is one of the memories, blurred. All of it is *assumed*: an effect found here is found
 * where questions come in such an order.
 */
import { normal } from '../../../../../kernel/distributions.ts'
import type { Draws, Stream } from '../../../../../kernel/draws.ts'
import type { VectorSource } from '../../../contracts/vectors.ts'

export interface Conversation {
  readonly source: VectorSource
  /** Topic of each vector. */
  readonly topic: Int32Array
  readonly topics: number
  /** (topics, dims) */
  readonly centres: Float32Array
  /** Fills in the `index`-th question, about one of the first `held` vectors. */
  question(index: number, held: number, into: Float32Array): void
}

interface Plan {
  readonly draws: Draws
  readonly dims: number
  readonly count: number
  readonly topics: number
  /** Length of what is added to a centre, which has length 1; and of what blurs a question. */
  readonly spread: number
  readonly blur: number
  /** Chance that the next question stays with the topic of the last one. */
  readonly locality: number
}

export function conversation({ draws, dims, count, topics, spread, blur, locality }: Plan): Conversation {
  const noise = draws.stream('memories')
  const centres = new Float32Array(topics * dims)
  const none = new Float32Array(dims)
  for (let t = 0; t < topics; t++)
    around(none, 0, 1, { stream: draws.stream('topics'), key: t }, centres, t * dims, dims)
  const values = new Float32Array(count * dims)
  const topic = new Int32Array(count)
  const members: number[][] = Array.from({ length: topics }, () => [])
  const topicOf = draws.stream('topicOf')
  for (let id = 0; id < count; id++) {
    topic[id] = Math.floor(topicOf.at(id) * topics)
    members[topic[id]].push(id)
    around(centres, topic[id] * dims, spread, { stream: noise, key: id }, values, id * dims, dims)
  }
  const [stays, picks, blurs] = [draws.stream('stays'), draws.stream('picks'), draws.stream('blurs')]
  let last = -1
  return {
    source: { dims, values },
    ...{ topic, topics, centres },
    question(index, held, into) {
      const u = picks.at(index)
      const near = last < 0 ? [] : members[topic[last]]
      // Members are in the order of their numbers: those that are there come first.
      const there = near.length - near.toReversed().findIndex((id) => id < held)
      const isNear = last >= 0 && stays.at(index) < locality
      last = isNear ? near[Math.floor(u * there)] : Math.floor(u * held)
      around(values, last * dims, blur, { stream: blurs, key: index }, into, 0, dims)
    },
  }
}

/** Direction of a vector with noise of a length on it. */
function around(
  from: Float32Array,
  at: number,
  size: number,
  noise: { readonly stream: Stream; readonly key: number },
  into: Float32Array,
  to: number,
  dims: number,
): void {
  const each = size / Math.sqrt(dims)
  let squares = 0
  for (let d = 0; d < dims; d++) {
    const value = from[at + d] + each * normal(noise.stream.at(noise.key, d))
    into[to + d] = value
    squares += value * value
  }
  const length = Math.sqrt(squares)
  for (let d = 0; d < dims; d++) into[to + d] /= length
}
