/**
 * One iteration in recorded facts: what was in the batch, what it cost by operator and which bound held, how full the cache
 * was. The sentences are built from those facts and nothing else.
 */
import type { Citation, Explanation, Fact, OperatorTerm } from '../../../../kernel/engine.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { Phase } from '../../contracts/request.ts'
import type { Cluster } from '../../core/cluster.ts'
import { stateOf } from '../../core/mechanism.ts'
import { swappingState } from '../../mechanisms/swapping/state.ts'
import { boundWords, count, milliseconds } from '../../words.ts'
import { type Limit, limitOf } from './limit.ts'

/** `since`: the end of the instance's iteration before, from which on requests may have lost blocks for this one. */
export function explainIteration(cluster: Cluster, index: number, slot: number, since: Seconds): Explanation {
  const instance = cluster.instances[index]
  const batch = instance.batches[slot]
  const { state, work } = batch
  const { kv } = instance
  const terms = cluster.roles.costs[index].explain(work)
  const facts = {
    streams: work.decodeSequences,
    pieces: work.prefillSequences,
    decodeTokens: state.decodeTokens,
    prefillTokens: state.prefillTokens,
    running: instance.running.length,
    waiting: instance.waiting.length,
    swapped: stateOf(cluster, swappingState)?.queues[index].length ?? 0,
    used: kv.usedBlocks,
    idle: kv.idleBlocks,
    blocks: kv.ranks.length * kv.totalBlocks,
    preempted: waitingPreempted(cluster, index),
    tokens: batch.tokens,
    tokenLimit: cluster.roles.schedulers[index].tokenLimit,
    cap: instance.maxRunning,
    time: state.end - state.start,
    uniqueExperts: work.experts.layers > 0 ? meanUnique(work.experts) : null,
  }
  const lost = lostBlocks(cluster, index, since, state.start)
  return {
    start: state.start,
    end: state.end,
    instance: index,
    terms,
    facts: listFacts(facts),
    sentences: [
      ...sentencesOf(facts, terms, whyWaiting(limitOf(cluster, index, slot), facts)),
      ...lostWords(cluster, index, lost),
    ],
    links: lost,
  }
}

interface IterationFacts {
  readonly streams: number
  readonly pieces: number
  readonly decodeTokens: number
  readonly prefillTokens: number
  readonly running: number
  readonly waiting: number
  readonly swapped: number
  readonly used: number
  readonly idle: number
  readonly blocks: number
  readonly preempted: number
  readonly tokens: number
  readonly tokenLimit: number
  readonly cap: number
  readonly time: number
  readonly uniqueExperts: number | null
}

function listFacts(facts: IterationFacts): Fact[] {
  const fact = (id: string, label: string, value: number, unit: string): Fact => ({ id, label, value, unit })
  return [
    fact('time', 'Iteration', facts.time, 's'),
    fact('kv', 'KV cache', facts.used / facts.blocks, 'fraction'),
    fact('running', 'Running', facts.running, 'requests'),
    fact('waiting', 'Waiting', facts.waiting, 'requests'),
    ...(facts.swapped > 0 ? [fact('swapped', 'Swapped', facts.swapped, 'requests')] : []),
    fact('decodeTokens', 'Decode tokens', facts.decodeTokens, 'tokens'),
    fact('prefillTokens', 'Prefill tokens', facts.prefillTokens, 'tokens'),
    ...(facts.uniqueExperts === null ? [] : [fact('uniqueExperts', 'Experts touched', facts.uniqueExperts, 'experts')]),
  ]
}

function sentencesOf(facts: IterationFacts, terms: readonly OperatorTerm[], waiting: string): string[] {
  const sentences: string[] = []
  if (facts.pieces > 0 && facts.streams > 0) {
    sentences.push(
      `${count(facts.streams, 'stream')} and ${count(facts.pieces, 'prompt piece')} of ${facts.prefillTokens} tokens share this iteration: streams wait for the prompt work in it.`,
    )
  } else if (facts.pieces > 0) {
    sentences.push(`Only prompts are processed: ${count(facts.pieces, 'piece')}, ${facts.prefillTokens} tokens.`)
  } else {
    sentences.push(
      `${count(facts.streams, 'stream')} ${facts.streams === 1 ? 'decodes' : 'decode'}; no prompt is in the batch.`,
    )
  }
  if (facts.waiting > 0) sentences.push(waiting)
  if (facts.preempted > 0)
    sentences.push(
      facts.preempted === 1
        ? '1 request has lost its blocks and must be computed again.'
        : `${facts.preempted} requests have lost their blocks and must be computed again.`,
    )
  if (facts.swapped > 0)
    sentences.push(
      `${count(facts.swapped, 'request')} ${facts.swapped === 1 ? 'is' : 'are'} in host memory until there is room.`,
    )
  const longest = terms.reduce((a, b) => (b.time > a.time ? b : a), terms[0])
  if (longest) {
    const total = terms.reduce((sum, { time }) => sum + time, 0)
    sentences.push(
      `Most time goes to ${longest.operator}: ${(longest.time * 1e3).toFixed(2)} of ${milliseconds(total)}, bound by ${boundWords[longest.bound]}.`,
    )
  }
  if (facts.uniqueExperts !== null)
    sentences.push(
      `The batch touches ${facts.uniqueExperts.toFixed(1)} experts a layer; the weights of each are read once.`,
    )
  return sentences
}

function whyWaiting(limit: Limit, facts: IterationFacts): string {
  const who = `${count(facts.waiting, 'request')} ${facts.waiting === 1 ? 'waits' : 'wait'}`
  const cache = `${facts.used} of ${facts.blocks} blocks used`
  switch (limit) {
    case 'cap':
      return `${who}: the batch cap of ${facts.cap} requests is reached (${cache}).`
    case 'blocks':
      return `The cache is full (${cache}): ${who} for blocks.`
    case 'budget':
      return `${who}: the budget of ${facts.tokenLimit} tokens an iteration is used up (${cache}).`
    case 'turn':
      return `${who} for the scheduler to admit ${facts.waiting === 1 ? 'it' : 'them'} (${cache}).`
  }
}

/** Requests that lost their blocks for this iteration, in order. */
function lostBlocks({ preempted, requests }: Cluster, index: number, since: Seconds, until: Seconds): Citation[] {
  const { times, rows } = preempted
  const lost: Citation[] = []
  for (let i = times.length - 1; i >= 0 && times[i] >= since; i--) {
    const request = rows[i]
    if (times[i] <= until && requests.instance[request] === index)
      lost.unshift({ label: `request ${request}`, at: times[i], request })
  }
  return lost
}

function lostWords({ roles }: Cluster, index: number, lost: readonly Citation[]): readonly string[] {
  if (lost.length === 0) return []
  const { victims } = roles.schedulers[index]
  const rule = victims === undefined ? '' : `: a stream needed a block and none was free, so ${victims} gave way`
  const names = lost.map((_, i) => `{${i}}`).join(', ')
  return [`For this iteration ${names} lost ${lost.length === 1 ? 'its' : 'their'} blocks${rule}.`]
}

function waitingPreempted(cluster: Cluster, index: number): number {
  const { waiting } = cluster.instances[index]
  let preempted = 0
  for (let i = 0; i < waiting.length; i++) if (cluster.requests.phase[waiting.at(i)] === Phase.preempted) preempted++
  return preempted
}

function meanUnique(experts: { readonly layers: number; readonly unique: Float64Array }): number {
  let sum = 0
  for (let layer = 0; layer < experts.layers; layer++) sum += experts.unique[layer]
  return sum / experts.layers
}
