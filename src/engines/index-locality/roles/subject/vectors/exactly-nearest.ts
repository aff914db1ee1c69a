/**
 * The exact nearest vector of a question: what answers are judged by. Topics are looked through from the nearest on and left out where
 * the triangle inequality forbids anything nearer, which is all but two or three of them; uncounted, since nobody in the run knows it.
 */
import type { Conversation } from './conversation.ts'

export function exactlyNearest({ source, topic, topics, centres }: Conversation) {
  const { dims, values } = source
  const members: number[][] = Array.from({ length: topics }, () => [])
  const radius = new Float64Array(topics)
  for (let id = 0; id < topic.length; id++) {
    const t = topic[id]
    members[t].push(id)
    radius[t] = Math.max(radius[t], distance(values, id * dims, centres, t * dims, dims))
  }
  const gap = new Float64Array(topics)
  const order = Array.from({ length: topics }, (_, t) => t)
  /** Of the first `held` vectors. */
  return (query: Float32Array, held: number): number => {
    for (let t = 0; t < topics; t++) gap[t] = distance(query, 0, centres, t * dims, dims)
    order.sort((one, other) => gap[one] - gap[other] || one - other)
    let nearest = -1
    let least = Infinity
    for (const t of order) {
      if (gap[t] - radius[t] > least) continue
      for (const id of members[t]) {
        if (id >= held) break
        const here = distance(query, 0, values, id * dims, dims)
        if (here < least || (here === least && id < nearest)) [nearest, least] = [id, here]
      }
    }
    return nearest
  }
}

function distance(one: Float32Array, at: number, other: Float32Array, place: number, dims: number): number {
  let squares = 0
  for (let d = 0; d < dims; d++) {
    const gap = one[at + d] - other[place + d]
    squares += gap * gap
  }
  return Math.sqrt(squares)
}
