/** A preset: an experiment with a name that tells a story. Its document is a link, so what it changes can be read here. */
export interface Preset {
  readonly id: string
  readonly group: 'Memory' | 'Scheduling' | 'Load' | 'Decoding and experts' | 'Hardware' | 'Real tokens' | 'Look-ups'
  readonly title: string
  /** One sentence: what happens, and why. */
  readonly story: string
  /** Where to look, in one sentence. */
  readonly look: string
  /** Ids of the timelines that show it, the first one first. */
  readonly timelines: readonly string[]
  /** Where it means to show a run that the validity light calls failing: what it means to show, said beside the light. */
  readonly regime?: string
  /** Fragment of the experiment, readable. Versions of the document never change what it means. */
  readonly link: string
}
