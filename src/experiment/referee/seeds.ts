/**
 * Which seeds do what. Set-ups are found with small seeds, by hand; arms are tuned on others; and a verdict is given on seeds that neither
 * has seen. A paper cannot choose its own.
 */
export const tuningSeeds = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => 501 + i)
export const judgingSeeds = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => 9001 + i)
