/** What the shipped models were trained to get right, by model and kind of prompt: the aims of their training, met or not. */

/** Shares of right answers. The ladder is to fall: what is hardest is to be hard, so its aim is a range. */
const AIMS: Readonly<Record<string, Readonly<Record<string, readonly [least: number, most: number]>>>> = {
  target: {
    counting: [0.95, 1],
    tools: [0.9, 1],
    'ladder-1': [0.9, 1],
    'ladder-5': [0.1, 0.3],
  },
  moe: { arithmetic: [0.8, 1] },
  diffusion: { tools: [0.9, 1], arithmetic: [0.6, 1] },
}

/** In words, and whether it is reached; empty where nothing was aimed at. */
export function aimOf(model: string, kind: string, share: number): { readonly aim: string; readonly met: string } {
  const range = AIMS[model]?.[kind]
  if (range === undefined) return { aim: '', met: '' }
  const [least, most] = range
  const aim = most === 1 ? `≥ ${least}` : `${least} to ${most}`
  return { aim, met: share >= least && share <= most ? 'yes' : 'no' }
}
