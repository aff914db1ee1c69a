/** What stands behind each figure of the summary: formula, this run's values in it, where it is from, where it stops being right. */
import type { Metric } from '../../../kernel/engine.ts'
import type { Bytes, Seconds, Tokens } from '../../../kernel/units.ts'
import { grouped } from '../cost/capacity-words.ts'
import type { ProgramReport } from './programs.ts'
import type { Upkeep } from './upkeep.ts'

/** The parts that formulas are made of. */
export interface MetricTerms {
  /** Time since the warm-up ended. */
  readonly span: Seconds
  readonly warmUp: Seconds
  readonly emitted: Tokens
  readonly accelerators: number
  readonly good: number
  readonly goodTokens: Tokens
  readonly judged: number
  /** Prompt tokens that a position read counts as. */
  readonly gamma: number
  readonly finished: number
  readonly programs: ProgramReport | null
  readonly migrations: { readonly count: number; readonly abandoned: number } | null
  readonly transfers: { readonly count: number; readonly bytes: Bytes } | null
  readonly capacityTokens: Tokens
  readonly peak: number
  readonly askedTokens: Tokens
  readonly hitTokens: Tokens
  /** Why nothing was found in the prefix cache. */
  readonly prefixWhyNone?: string
  readonly accepted: number
  readonly rejected: number
  readonly rounds: number
  readonly expertIterations: number
  readonly upkeep: Upkeep
}

type Card = Pick<Metric, 'formula' | 'substituted' | 'source' | 'validity' | 'why'>

const quantileWords =
  'Linear interpolation between order statistics. Requests that arrived during the warm-up do not count; with n below 100 a p99 says no more than the largest value.'

const spreads: Readonly<Record<string, Card>> = {
  ttft: {
    formula: 't(first token) − t(arrival)',
    validity: `${quantileWords} Requests still without a token are missing, so an overloaded run looks better than it is.`,
  },
  tpot: {
    formula: '(t(last token) − t(first token)) / (tokens − 1)',
    validity: `${quantileWords} Finished requests of two tokens or more; a pause inside an answer is averaged away: see the largest gap.`,
  },
  itl: {
    formula: 't(iteration with tokens of the request i + 1) − t(iteration i)',
    source: 'histogram with buckets 0.8 to 1.6 % wide',
    validity:
      'Over gaps, so long answers weigh more. A verification round brings all its tokens at once and counts as one gap, however many they are: the time per token is TPOT.',
  },
  contextTtft: {
    formula: 't(first token) − t(last piece of the context)',
    validity: `${quantileWords} A prompt that came whole counts from its arrival.`,
  },
  e2e: { formula: 't(last token) − t(arrival)', validity: `${quantileWords} Finished requests only.` },
  largestGap: {
    formula: 'max over i of t(token i + 1) − t(token i)',
    validity: `${quantileWords} Finished requests of two tokens or more.`,
  },
}

/** The card of a metric; empty for one that has none. */
export function cardOf({ id, value, n }: Pick<Metric, 'id' | 'value' | 'n'>, terms: MetricTerms): Card {
  const [base, statistic] = id.split('.')
  const spread = spreads[base]
  if (spread) {
    const since = terms.warmUp > 0 ? `, arrived after ${terms.warmUp} s` : ''
    return {
      ...spread,
      ...(value === null ? {} : { substituted: `${statistic} of n = ${grouped(n ?? 0)} values${since}` }),
    }
  }
  return singleCards(terms)[base === 'class' ? `class.${id.slice(id.lastIndexOf('.') + 1)}` : id] ?? {}
}

function singleCards(terms: MetricTerms): Readonly<Record<string, Card>> {
  const { span, emitted, accelerators, good, judged, accepted, rejected, rounds, upkeep } = terms
  const seconds = `${span.toPrecision(4)} s`
  const overSpan = 'Over the time since the warm-up, the drain at the end included: a short run is diluted by its tail.'
  return {
    throughput: {
      formula: 'tokens emitted / time since the warm-up',
      substituted: `${grouped(emitted)} / ${seconds}`,
      validity: overSpan,
    },
    throughputPerAccelerator: {
      formula: 'tokens emitted / (time since the warm-up × accelerators)',
      substituted: `${grouped(emitted)} / (${seconds} × ${accelerators})`,
      validity: overSpan,
    },
    goodput: {
      formula: 'finished requests with TTFT and TPOT within their class / time since the warm-up',
      substituted: `${grouped(good)} / ${seconds}`,
      source: 'Zhong et al., DistServe (2024)',
      validity: overSpan,
    },
    sloAttainment: {
      formula: 'good requests / requests that ended',
      substituted: `${grouped(good)} / ${grouped(judged)}`,
      validity: 'Rejected, cancelled and timed-out requests count as not good; those still inside do not count.',
    },
    'class.attainment': {
      formula: 'good requests / requests that ended, of the class',
      validity: 'Rejected, cancelled and timed-out requests count as not good; those still inside do not count.',
    },
    'class.ttft': { formula: 't(first token) − t(arrival), p99 of the class', validity: quantileWords },
    'class.e2e': { formula: 't(last token) − t(arrival), mean of the class', validity: 'Finished requests only.' },
    goodputPerAccelerator: {
      formula: 'good requests / (time since the warm-up × accelerators)',
      substituted: `${grouped(good)} / (${seconds} × ${accelerators})`,
      source: 'Zhong et al., DistServe (2024)',
      validity: overSpan,
    },
    tokenGoodput: {
      formula: 'tokens of good requests / time since the warm-up',
      substituted: `${grouped(terms.goodTokens)} / ${seconds}`,
      validity: `${overSpan} Tokens of a request that misses its limits do not count, however many came in time.`,
    },
    fairness: {
      formula: '(Σ x)² / (n × Σ x²), x = tokens emitted / (t(end) − t(arrival))',
      source: 'Jain, Chiu and Hawe (1984)',
      validity:
        'Finished requests only: those turned away had nothing, and are not seen. Short answers get fewer tokens a second of stay.',
    },
    'pte.mean': {
      formula: `mean of prompt tokens processed + γ × Σ context over decoded tokens, γ = KV bytes × (FLOP/s / bandwidth) / FLOP a token = ${terms.gamma.toPrecision(3)}`,
      substituted: `mean over ${grouped(terms.finished)} requests`,
      source: 'Beyond Accuracy (arXiv 2604.05404); by KV bytes, so that grouped attention counts as it is',
      validity:
        'Rates of the data sheet. What is read of the weights is not counted, which is right for full batches only.',
    },
    transfers: {
      formula: 'requests whose last byte arrived or is on its way',
      validity: `Their blocks came to ${grouped((terms.transfers?.bytes ?? 0) / 1e6)} MB.`,
    },
    'transfers.time': {
      formula: 'mean of t(last byte) − t(room set aside)',
      validity: 'One request at a time at either end; whoever waits for a link is counted as waiting, not as slow.',
    },
    migrations: {
      formula: 'requests for which a receiver set room aside',
      validity: `${terms.migrations?.abandoned ?? 0} of them were given up: the receiver got full, or the copy did not catch up.`,
    },
    'migrations.standstill': {
      formula: 'Σ over moves of t(last byte) − t(left its batch), per move begun',
      validity: 'The wait for the end of the iteration in which it is counts as decoding.',
    },
    'fleet.accelerators': {
      formula: 'Σ over accelerators of the share of the time in which their instance was on',
      validity: 'Draining and starting count as on. Rates per accelerator, energy and price are of these.',
    },
    'fleet.changes': {
      formula: 'instances that were empty, or off, and started',
      validity: 'Those switched off for good do not count.',
    },
    refusals: {
      formula: 'instances asked that would not take the request',
      validity: 'Every round asks every instance again; rounds between which nothing happened anywhere are left out.',
    },
    stops: {
      formula: 'batches stopped at a boundary',
      validity: 'Boundaries are taken as evenly spaced over an iteration.',
    },
    'programs.latency': {
      formula: 'Σ over its calls of t(end) − t(arrival), mean over programs',
      substituted: `over ${grouped(terms.programs?.count ?? 0)} programs`,
      validity: 'Programs of which every call finished.',
    },
    'programs.unexplainedByTokens': {
      formula: '1 − r², r of programs’ latencies with the tokens of their longest context',
      validity: 'A straight line only; over programs of which every call finished.',
    },
    'programs.unexplainedByGenerated': {
      formula: '1 − r², r of programs’ latencies with the tokens that they generated',
      validity: 'A straight line only; over programs of which every call finished.',
    },
    'programs.unexplainedByPte': {
      formula: '1 − r², r of programs’ latencies with their prefill-token equivalents',
      source: 'Beyond Accuracy (arXiv 2604.05404)',
      validity: 'A straight line only; over programs of which every call finished.',
    },
    'kv.peak': {
      formula: 'most tokens of blocks in use / capacity',
      substituted: `${grouped(terms.peak * terms.capacityTokens)} / ${grouped(terms.capacityTokens)} tokens`,
      validity:
        'Blocks count whole, and content kept without an owner does not count. Seen at the beginning of iterations.',
    },
    'kv.preemptions': {
      formula: 'times that a running request gave its blocks up',
      validity: 'A request that loses its blocks twice counts twice; swaps count too.',
    },
    'kv.prefixHitRate': {
      formula: 'prompt tokens found / prompt tokens of admitted requests',
      substituted: `${grouped(terms.hitTokens)} / ${grouped(terms.askedTokens)}`,
      validity: 'First admissions only. Whole blocks are found, and never the last token of a prompt.',
      ...(terms.prefixWhyNone !== undefined && { why: terms.prefixWhyNone }),
    },
    'acceptance.rate': {
      formula: 'accepted / (accepted + rejected)',
      substituted: `${grouped(accepted)} / (${grouped(accepted)} + ${grouped(rejected)})`,
      source: 'Leviathan et al. (2023)',
      validity:
        'Drafts after a rejection were never checked and are left out. What is kept comes from the set-up’s source: assumed, computed or recorded.',
    },
    'acceptance.tokensPerRound': {
      formula: '(accepted + rounds) / rounds',
      substituted: `(${grouped(accepted)} + ${grouped(rounds)}) / ${grouped(rounds)}`,
      source: 'Leviathan et al. (2023)',
      validity: 'The last round of an answer may emit one less.',
    },
    energyPerMillion: {
      formula:
        'rated power × share drawn × accelerators × time since the warm-up / tokens emitted; share = busy × (0.43 + 0.57 × min(1, MFU / 0.45)^0.7) + (1 − busy) × 0.1',
      substituted: `${upkeep.rated} × ${(upkeep.power / upkeep.rated).toFixed(4)} × ${accelerators} × ${seconds} / ${grouped(emitted)}`,
      source:
        'form of Özcan et al. 2025 (arXiv 2507.11417), the 0.43 from the ML.ENERGY Benchmark v3 (H100, batch 1), both recalled; rated power from the data sheet',
      validity: `Utilisation is that of the whole run: busy ${(100 * upkeep.busy).toFixed(0)} % of the time (iterations that overlap count once; a dead instance is on and idle), MFU ${(100 * upkeep.mfu).toFixed(1)} % meanwhile. Power caps, clocks set by hand, hosts, cooling and networks are left out; expect an error of tens of percent.`,
    },
    costPerMillion: {
      formula:
        'price of an accelerator-hour × accelerators × time since the warm-up / 3600 s / tokens emitted × 1,000,000',
      ...(upkeep.price === null
        ? {}
        : { substituted: `${upkeep.price} × ${accelerators} × ${seconds} / 3600 s / ${grouped(emitted)} × 1,000,000` }),
      source: upkeep.priceSource,
      validity: 'Every accelerator is paid for the whole time, busy or not. Set your own price under Cost model.',
    },
    uniqueExperts: {
      formula: 'mean over iterations and simulated layers of experts with at least one token',
      substituted: `over ${grouped(terms.expertIterations)} iterations`,
      validity: 'From the set-up’s gate (assumed, computed or recorded), on the layers that are simulated.',
    },
  }
}
