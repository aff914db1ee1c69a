/** What arms are to a paper: the word, and what it means for who reads it for the first time. */
import type { ArmRole } from '../../experiment/referee/judged.ts'
import { say } from '../../ui/words.ts'

export const ROLES: Readonly<Record<ArmRole, () => string>> = {
  mechanism: () => say('mechanism'),
  baseline: () => say('baseline'),
  ablation: () => say('ablation'),
  control: () => say('control'),
  oracle: () => say('oracle'),
}

export const MEANINGS: Readonly<Record<ArmRole, () => string>> = {
  mechanism: () => say('what the paper proposes'),
  baseline: () => say('what it is held against'),
  ablation: () => say('the mechanism without a part'),
  control: () => say('the mechanism with its decision taken at random, or not at all'),
  oracle: () => say('what could be had with knowledge that nobody has'),
}
