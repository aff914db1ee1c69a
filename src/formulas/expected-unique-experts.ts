/**
 * Different experts that a batch touches in one layer when every token picks its experts uniformly:
 * E × (1 − (1 − k / E)^n). 256 experts, 8 a token: 1 token 8, 32 tokens 163, 128 tokens 252.
 *
 * An oracle for tests: the engine draws gates token by token, and real ones are skewed, so they touch fewer.
 * Source: occupancy problem, e.g. Feller I, II.5.
 */
import { pow } from '../kernel/math.ts'
import type { Tokens } from '../kernel/units.ts'

export const expectedUniqueExperts = (experts: number, active: number, tokens: Tokens): number =>
  experts * (1 - pow(1 - active / experts, tokens))
