/** What the lab finds of a paper: the verdict, gains over every arm, sentences that are executed, other worlds, and decisions turned round. */
import { useMemo } from 'react'
import type { Paper } from '../../content/papers/paper.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { StoredJudgement, StoredResult } from '../../experiment/referee/stored.ts'
import { knownArms, linkOf, picturedArms } from '../../store/paper-experiments.ts'
import { useDescription } from '../../store/use-description.ts'
import { useJudgedHere } from '../../store/use-judging.ts'
import { say } from '../../ui/words.ts'
import { Assertions } from './Assertions.tsx'
import { Flips } from './Flips.tsx'
import { figureWords } from './figure-words.ts'
import { GainBars } from './GainBars.tsx'
import { MeasureAgain } from './MeasureAgain.tsx'
import { SensitivityMap } from './SensitivityMap.tsx'
import { StoredWhen, Verdict } from './Verdict.tsx'

interface FindingsProps {
  readonly paper: Paper
  readonly base: Experiment | null
  readonly stored: StoredResult | null | undefined
}

export function Findings({ paper, base, stored = null }: FindingsProps) {
  const { id, judged } = paper
  const here = useJudgedHere(id)
  const judgement = here?.judgement ?? stored
  const links = useLinks(paper, base, judgement)
  const description = useDescription(base?.engine.id ?? null)
  const words = useMemo(() => figureWords(description, judged, base), [description, judged, base])
  return (
    <>
      <h2>{say('What the lab finds')}</h2>
      {judgement && <Verdict judged={judged} judgement={judgement} words={words} />}
      {stored && <StoredWhen stored={stored} />}
      <MeasureAgain paper={paper} base={base} stored={stored} />
      {links.pair && (
        <p>
          <a href={links.pair}>{say('Run it in the Lab')}</a>
        </p>
      )}
      {judgement && (
        <>
          <h2>{say('Over whom, and by how much')}</h2>
          <GainBars judged={judged} judgement={judgement} linkOf={links.arm} words={words} />
          <h2>{say('What must hold, and does it?')}</h2>
          <Assertions judged={judged} judgement={judgement} words={words} />
          <h2>{say('Where the claim lives, and where it dies')}</h2>
          <SensitivityMap judged={judged} judgement={judgement} linkOf={links.world} />
        </>
      )}
      {stored && (
        <>
          <h2>{say('Decisions turned round')}</h2>
          <Flips judged={judged} flips={stored.flips} />
        </>
      )}
    </>
  )
}

/** Links of the lab: the pair that is judged, the mechanism beside an arm, and the pair in a world; null until the experiment is known. */
function useLinks({ judged }: Paper, base: Experiment | null, judgement: StoredJudgement | null) {
  return useMemo(() => {
    const known = knownArms(judgement)
    const [over, mechanism] = picturedArms({ panels: [], notes: [] }, judged, known)
    const to = (keys: readonly string[], under?: string) =>
      base && linkOf(base, judged, { keys, chosen: known.chosen, ...(under !== undefined && { under }) })
    const ofWorlds = new Map(judged.sensitivity.map(({ id }) => [id, to([over, mechanism], id)]))
    const ofArms = new Map(
      Object.keys(judged.arms).map((key) => [key, to(key === mechanism ? [key] : [key, mechanism])]),
    )
    const pair = to([over, mechanism])
    return {
      pair,
      arm: (key: string) => ofArms.get(key) ?? null,
      world: (id: string | null) => (id === null ? pair : (ofWorlds.get(id) ?? null)),
    }
  }, [judged, base, judgement])
}
