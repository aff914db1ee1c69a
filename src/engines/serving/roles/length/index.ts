/** Registry of length distributions, for prompts and outputs alike. A new one is its file and a line here. */
import type { LengthDefinition } from '../../contracts/length.ts'
import { fixed } from './fixed.ts'
import { heavyTailed } from './heavy-tailed.ts'
import { logNormal } from './log-normal.ts'
import { overflowing } from './overflowing.ts'
import { twoSizes } from './two-sizes.ts'
import { uniform } from './uniform.ts'

export const lengths: readonly LengthDefinition[] = [fixed, logNormal, heavyTailed, uniform, twoSizes, overflowing]
