/** How a token is drawn from a distribution. */
export interface Sampling {
  /** 0 takes the most likely token, the lowest id of equals. */
  readonly temperature: number
  /** 0 for all. */
  readonly topK: number
  /** 1 for all. */
  readonly topP: number
}
