/**
 * A sentence with more in it than text, in the language of the page. In the catalogue `<1>…</1>` is the first such part (emphasis, a
 * link), `<2/>` the second where nothing of it is translated (code, a formula), `{a:ttft.p99}` a hole that whoever shows it fills. A
 * language may put them in another order.
 */
import { Children, cloneElement, Fragment, isValidElement, type ReactNode } from 'react'
import { say } from './words.ts'

export interface SaidProps {
  /** English, as in the catalogue. */
  readonly words: string
  /** The parts, empty, in the order of their numbers. */
  readonly children?: ReactNode
  /** What stands in a hole; its name in braces where nobody fills it. */
  readonly fill?: (name: string) => ReactNode
}

const MARK = /<\/?\d{1,3}\/?>|\{[\w:.]{1,100}\}/g

export function Said({ words, children, fill = (name) => `{${name}}` }: SaidProps) {
  const sentence = say(words)
  const parts = Children.toArray(children)
  // What stands in each part that is open, the outermost first: the sentence itself.
  const open: ReactNode[][] = [[]]
  const put = (node: ReactNode) => open[open.length - 1].push(node)
  let at = 0
  for (const { 0: mark, index } of sentence.matchAll(MARK)) {
    put(sentence.slice(at, index))
    at = index + mark.length
    if (mark.startsWith('{')) {
      put(<Fragment key={at}>{fill(mark.slice(1, -1))}</Fragment>)
      continue
    }
    const part = parts[Number(mark.replace(/\D/g, '')) - 1]
    if (mark.endsWith('/>')) put(part)
    else if (!mark.startsWith('</')) open.push([])
    else if (open.length > 1) {
      const inner = open.pop() ?? []
      put(isValidElement(part) ? cloneElement(part, {}, ...inner) : inner)
    }
  }
  return [...open.flat(), sentence.slice(at)]
}
