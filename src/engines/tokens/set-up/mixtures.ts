/** Targets that have experts, before their files are there. */
import type { TokensSetup } from './schema.ts'

const mixtures: Readonly<Partial<Record<TokensSetup['target'], number>>> = { moe: 8 }

/** Experts of a layer; 0 of a dense model. */
export const expertsOf = ({ target }: Pick<TokensSetup, 'target'>): number => mixtures[target] ?? 0
