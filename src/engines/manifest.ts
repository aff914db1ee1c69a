/** What is known of an engine before its code loads: plain data, for the page and for links. One file an engine, `manifest.ts`. */

/** What documents of a version are the difference from, as it stands in a file. */
export interface Frozen {
  /** The engine they were frozen from. */
  readonly engine: { readonly id: string; readonly version: string }
  /** A whole setup: every setting of every group, with the default algorithm of each choice and its knobs. */
  readonly setup: Readonly<Record<string, unknown>>
  /** Where a choice starts when another algorithm is picked: path of the choice → id → its knobs. */
  readonly choices: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>
}

export interface EngineManifest {
  readonly id: string
  readonly title: string
  /** One sentence: what runs. */
  readonly purpose: string
  /**
   * By version of the document. The newest is whole; an older one says what it had otherwise than the next, and one that is missing had
   * nothing otherwise: links of its time may name settings that came later. Written by scripts/freeze-defaults.ts.
   */
  readonly frozen: Readonly<Record<number, Frozen>>
  /** Old key of a setting, at the top of the set-up → today's key. Read in every version, written in none. */
  readonly renamed?: Readonly<Record<string, string>>
  /**
   * Ids of the questions its runs answer: what the page offers beside the timelines and the summary. Not the definitions, which the first
   * page need not load; a test asks a run.
   */
  readonly answers?: readonly string[]
  /** Kinds of events at a time of the run that it knows; none where absent. */
  readonly events?: readonly string[]
  /** Kinds of what a run can record for other engines to follow. */
  readonly records?: readonly string[]
  /** The view of the stage that stands first; the timelines where absent. */
  readonly stage?: string
}
