/** The untouched page: long prompts arrive together, the cache fills, requests are preempted. */

/**
 * Thirteen preemptions where a request joins with its first piece, and one where its whole prompt must fit: the story is about those that
 * the older rule makes.
 */
const link = [
  '#/lab?v=2',
  'title=A+burst+fills+the+cache',
  'model=qwen3-30b-a3b',
  'decoder=speculative',
  'kv.capacityTokens=40000',
  'admission=chunk-by-chunk',
  'workload.requests=160',
  'lengths.prompt.mean=900',
  'lengths.output.mean=220',
  'horizon.warmUp=2',
  'event.burst.at=9',
  'event.burst.kind=burst',
  'event.burst.requests=24',
  'event.burst.over=2',
  'event.burst.promptTokens=3000',
  'event.burst.outputTokens=300',
].join('&')

export const firstPage = {
  link,
  regime: 'This page means to show a full cache: a burst of long prompts fills it, and requests lose their blocks.',
} as const
