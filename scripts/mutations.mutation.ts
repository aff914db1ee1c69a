/** A rule of the lab, a way to break it, and who must notice. */
export interface Mutation {
  /** `part: what it does instead`. */
  readonly name: string
  /** From the root of the project. */
  readonly file: string
  /** The rule as it stands, and what stands there instead. */
  readonly from: string
  readonly to: string
  /** How often `from` stands in the file: all of them are replaced. */
  readonly places?: number
  /** Files or folders of tests below `test/`. */
  readonly noticedBy: readonly [string, ...string[]]
}
