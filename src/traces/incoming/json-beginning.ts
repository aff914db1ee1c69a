/**
 * The value that a text of JSON begins with, as far as it is there: enough to tell from the first 64 KiB what a file of any size holds.
 *
 *   {"kind": "gates", "parts": [{"domain": "co      is read as      {"kind": "gates", "parts": [{}]}
 *
 * Of lines of JSON it is the first one. Walks the text once; `undefined` where it is no JSON.
 */

/** Deeper than this nests nothing that is known here; a tower of brackets would use up the parser's stack. */
const DEEPEST = 64

export function jsonBeginning(text: string): unknown {
  const start = text.search(/\S/)
  if (start < 0 || (text[start] !== '{' && text[start] !== '[')) return undefined
  const closers: string[] = []
  let whole = start // up to here, with the open brackets closed, it is JSON
  let isText = false
  for (let at = start; at < text.length; at++) {
    const letter = text[at]
    if (isText) {
      if (letter === '\\') at++
      else if (letter === '"') isText = false
      continue
    }
    if (letter === '"') isText = true
    else if (letter === ',') whole = at
    else if (letter === '{' || letter === '[') {
      if (closers.length === DEEPEST) return undefined
      closers.push(letter === '{' ? '}' : ']')
      whole = at + 1
    } else if (letter === '}' || letter === ']') {
      if (closers.pop() !== letter) return undefined
      whole = at + 1
      if (closers.length === 0) break
    }
  }
  return parsed(text.slice(start, whole) + closers.reverse().join(''))
}

/** Python writes NaN and Infinity, which JSON does not know: whoever reads the file may refuse them, but it is known for what it is. */
function parsed(text: string): unknown {
  for (const candidate of [text, text.replace(/-?\b(NaN|Infinity)\b/g, 'null')]) {
    try {
      return JSON.parse(candidate)
    } catch {
      // not this one
    }
  }
  return undefined
}
