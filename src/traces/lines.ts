/**
 * Text in pieces of any size into lines: a line may be cut anywhere, between CR and LF too, and the result is the same as for
 * the whole text at once. Keeps nothing but the unfinished line.
 *
 * A byte-order mark is left out, CR LF counts as LF, the last line needs no end. A line longer than LONGEST_LINE is given up: a
 * file without line ends (binary, minified) would otherwise be kept whole.
 */
export const LONGEST_LINE = 1_000_000 // characters

export interface LineSink {
  /** A line without its end; numbers count from 1. */
  line(text: string, number: number): void
  tooLong(number: number): void
}

export interface LineSplitter {
  push(text: string): void
  end(): void
}

export function createLineSplitter(sink: LineSink): LineSplitter {
  let unfinished = ''
  let number = 1
  let isGivenUp = false

  const emit = (text: string): void => {
    if (isGivenUp || text.length > LONGEST_LINE) sink.tooLong(number)
    else {
      const start = number === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0
      const end = text.charCodeAt(text.length - 1) === 13 ? text.length - 1 : text.length
      sink.line(start === 0 && end === text.length ? text : text.slice(start, Math.max(start, end)), number)
    }
    number++
    isGivenUp = false
  }

  return {
    push(text) {
      let from = 0
      for (let to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
        emit(from === 0 ? unfinished + text.slice(0, to) : text.slice(from, to))
        unfinished = ''
        from = to + 1
      }
      if (from < text.length && !isGivenUp) unfinished += from === 0 ? text : text.slice(from)
      if (unfinished.length > LONGEST_LINE) {
        isGivenUp = true
        unfinished = ''
      }
    },
    end() {
      if (unfinished !== '' || isGivenUp) emit(unfinished)
      unfinished = ''
    },
  }
}
