/**
 * The oracle boundary: a real drafter does not know what the target is going to say, nor a rule for the draft length what it will
 * accept. Whoever has not declared to see it (`sees`) is handed what throws.
 */
import { InvariantError } from '../../../kernel/problem.ts'
import type { ModelShelf } from '../contracts/decoder.ts'
import type { Sees } from '../contracts/definition.ts'
import type { DraftLength, JudgedDraft } from '../contracts/draft-length.ts'
import type { ExpertUses } from '../contracts/expert-cache.ts'
import type { ModelEnds } from '../contracts/model.ts'
import type { SelectSite } from '../contracts/select.ts'

interface Algorithm {
  readonly id: string
  readonly sees?: readonly Sees[]
}

/** The models of a decoder, without `target`, the one that judges; null where none does. */
export function visibleModels(models: ModelShelf, target: string | null, algorithm: Algorithm): ModelShelf {
  const { id, sees } = algorithm
  if (target === null || sees?.includes('targetLogits')) return models
  const refuse = (name: string): void => {
    if (name !== target) return
    throw new InvariantError(
      `${id} asks for the target’s logits, which no drafter knows; declare sees: ['targetLogits']`,
    )
  }
  return {
    ...models,
    transformer(name) {
      refuse(name)
      return models.transformer(name)
    },
    file(name) {
      refuse(name)
      return models.file(name)
    },
  }
}

/** Both ends of a model and nothing between them: its layers would be the model. */
export const endsOf = ({ shape, embedding, unembedding, norm }: ModelEnds): ModelEnds => ({
  ...{ shape, embedding, unembedding, norm },
})

/** What a row would look at: for a rule of selection that has said so. */
export function visibleScores(scoreOf: SelectSite['scoreOf'], { id, sees }: Algorithm): SelectSite['scoreOf'] {
  if (sees?.includes('attention')) return scoreOf
  return () => {
    throw new InvariantError(
      `${id} looks at keys to choose which to read, which is what it should spare; declare sees: ['attention']`,
    )
  }
}

/** What will be used: for a cache of experts that has said so. */
export function visibleUses(uses: ExpertUses, { id, sees }: Algorithm): ExpertUses {
  if (sees?.includes('routing')) return uses
  const refuse = (): never => {
    throw new InvariantError(
      `${id} asks which experts will be used, which no rule knows before; declare sees: ['routing']`,
    )
  }
  return {
    since: (layer, expert) => uses.since(layer, expert),
    within: (layer, expert, rows) => uses.within(layer, expert, rows),
    amongFirst: (layer, expert, rows) => uses.amongFirst(layer, expert, rows),
    until: refuse,
    ahead: refuse,
  }
}

/** A rule for the draft length: asked what it keeps of a judged draft, it sees the verdict only where it has said so. */
export function visibleLength(length: DraftLength, algorithm: Algorithm): DraftLength {
  const { keeps } = length
  if (keeps === undefined || algorithm.sees?.includes('verdict')) return length
  return { ...length, keeps: ({ count }) => keeps(new UnjudgedDraft(count, algorithm)) }
}

class UnjudgedDraft implements JudgedDraft {
  readonly count: number
  private readonly algorithm: Algorithm

  constructor(count: number, algorithm: Algorithm) {
    this.count = count
    this.algorithm = algorithm
  }

  get verdict(): Uint8Array {
    const { id } = this.algorithm
    throw new InvariantError(
      `${id} reads the verdict on its draft, which no rule knows in time; declare sees: ['verdict']`,
    )
  }
}
