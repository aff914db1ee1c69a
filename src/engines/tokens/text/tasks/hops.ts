/** Look-ups that lead to one another: where a word leads to stands in a list, and so does where that one leads to. */
import { KEYS } from '../domains/recall.ts'
import type { Task } from './task.ts'

/** Links in the list and links to follow, by difficulty. */
const SIZES = [
  [3, 1],
  [8, 1],
  [6, 2],
  [8, 3],
  [10, 4],
] as const

export const hops: Task = {
  id: 'hops',
  title: 'Look-ups in a row',
  help: 'A shuffled list of what leads to what, followed from a word: from one look-up among three to four among ten.',
  question(choices, difficulty) {
    const [links, hops] = SIZES[difficulty - 1]
    // A round trip, so that every word leads somewhere and nothing tells where it ends.
    const words = choices.some(KEYS, links)
    const list = choices.some(
      words.map((word, i) => ` ${word} ${words[(i + 1) % links]},`),
      links,
    )
    return `links:${list.join('')}\nfollow ${hops} from ${choices.pick(words)}`
  },
  answer(question) {
    const [list, ask] = question.split('\nfollow ')
    const next = new Map([...list.matchAll(/ (\w+) (\w+),/g)].map(([, from, to]) => [from, to]))
    const [hops, , start] = ask.split(' ')
    let word = start
    for (let left = Number(hops); left > 0; left--) word = next.get(word) ?? ''
    return word
  },
}
