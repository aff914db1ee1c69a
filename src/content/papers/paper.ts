/**
 * The contract of a paper: what is executed, and what the command line prints of it. What the paper claims stands here with its set-up;
 * what the lab measures never does: the referee computes it from `judged.ts` beside it, and public/papers keeps what it found.
 *
 * The words of its page stand in `words.mdx` beside it: the sections *The problem*, *How it works* with its formula, *Where it stops
 * helping*, and one for each further part, under its title.
 */
import type { Judged } from '../../experiment/referee/judged.ts'
import type { Picture } from '../../experiment/referee/picture.ts'

export type Family = 'serving' | 'decoding' | 'kv' | 'diffusion-and-experts' | 'companions'

/** A paper that the lab is to cover. */
export interface ListedPaper {
  readonly id: string
  readonly title: string
  readonly family: Family
  readonly arxiv?: string
}

/** The paper’s formula, or what matters of it, with figures that a reader can move. */
export interface LiveFormula {
  readonly inputs: readonly {
    readonly words: string
    readonly unit: string
    readonly value: number
    readonly from: number
    readonly to: number
    readonly step: number
  }[]
  readonly result: { readonly words: string; readonly unit: string }
  /** Values in the order of the inputs. */
  of(...values: readonly number[]): number
}

/** A paper whose mechanism runs. */
export interface Paper {
  readonly id: string
  /** Authors, year and where it appeared. */
  readonly cite: string
  /** Where it can be read; absent where no address is known. */
  readonly url?: string
  readonly formula: LiveFormula
  /** As published, with its set-up; the evidence of either stands with the judged claim. */
  readonly claim: { readonly words: string; readonly setup: string }
  readonly judged: Judged
  /** What the page opens with. */
  readonly picture: Picture
  /** Why the lab's figure differs from the claim's: `reproduce --json` says it, too. */
  readonly why: string
  /** Id of the world of the sensitivity table where it stops helping. */
  readonly stops: string
  /** Further parts of the mechanism, each with an experiment of its own. */
  readonly further?: readonly { readonly title: string; readonly link: string }[]
  /** The knob that changes the story. */
  readonly knob: { readonly path: string; readonly words: string }
  readonly bibtex: string
}
