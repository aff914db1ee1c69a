/**
 * Priority of a row as an index of the set-up's service classes: 0 interactive, 1 batch. Numbers count from 0, the most urgent;
 * all but 0 are batch, since there are two classes.
 */
const INTERACTIVE = ['', 'interactive', 'high', 'urgent', 'online']
const BATCH = ['batch', 'low', 'normal', 'background', 'offline']

/** NaN for a name that is neither. */
export function priorityOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) === 0 ? 0 : 1
  const name = text.toLowerCase()
  if (INTERACTIVE.includes(name)) return 0
  return BATCH.includes(name) ? 1 : Number.NaN
}
