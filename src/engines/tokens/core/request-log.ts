/** What became of each request: rows of objects, since there are dozens. */
import type { Seconds } from '../../../kernel/units.ts'
import type { Prompt } from '../contracts/prompts.ts'
import type { TokenSource, WrittenToken } from '../contracts/writing.ts'

/** Order of the codes of sources. */
export const sources: readonly TokenSource[] = ['draft', 'residual', 'bonus', 'target', 'denoised']

/** A text as it was written, in columns that grow. */
class TextLog {
  readonly token: number[] = []
  readonly source: number[] = []
  /** Step of the text that wrote it; in denoising steps come in any order. */
  readonly step: number[] = []
  /** −ln p of the token as sampled, and the entropy of the distribution; nats. */
  readonly surprise: number[] = []
  readonly entropy: number[] = []

  get length(): number {
    return this.token.length
  }

  add({ token, source, step, surprise, entropy }: WrittenToken): void {
    this.token.push(token)
    this.source.push(sources.indexOf(source))
    this.step.push(step)
    this.surprise.push(surprise)
    this.entropy.push(entropy)
  }
}

export class RequestLog {
  readonly prompt: Prompt
  readonly promptTokens: readonly number[]
  readonly text: TextLog
  /** Rows of its steps in the log of rounds. */
  readonly rows: number[]
  start: Seconds = Number.NaN
  firstToken: Seconds = Number.NaN
  end: Seconds = Number.NaN
  largestGap: Seconds = 0
  /** Of its steps, and of the same tokens written one by one. */
  stepTime: Seconds = 0
  plainTime: Seconds = 0
  drafted = 0
  accepted = 0
  /** Whether the answer came; null where nobody can say. */
  isRight: boolean | null = null

  constructor(prompt: Prompt, promptTokens: readonly number[], { text = new TextLog(), rows = [] as number[] } = {}) {
    this.prompt = prompt
    this.promptTokens = promptTokens
    this.text = text
    this.rows = rows
  }

  /** The same text, in a run that has not begun. */
  untimed(): RequestLog {
    const { drafted, accepted, isRight } = this
    return Object.assign(new RequestLog(this.prompt, this.promptTokens, this), { drafted, accepted, isRight })
  }

  get rounds(): number {
    return this.rows.length
  }

  get written(): number {
    return this.text.length
  }
}
