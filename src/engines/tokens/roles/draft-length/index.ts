/** Rules for the length of a draft. A new one is its file and a line here. */
import { confidence } from './confidence.ts'
import { fixed } from './fixed.ts'
import { heuristic } from './heuristic.ts'
import { oracle } from './oracle.ts'
import { random } from './random.ts'
import { trained } from './trained.ts'

export const draftLengths = [fixed, heuristic, confidence, trained, random, oracle] as const
