/** Mutations of the serving engine: its schedulers, its cache, a request's way, and what is counted. */
import type { Mutation } from './mutations.mutation.ts'

const below =
  (folder: string, ...noticedBy: readonly [string, ...string[]]) =>
  (file: string, name: string, from: string, to: string): Mutation => ({
    name,
    file: `src/engines/serving/${folder}${file}.ts`,
    from,
    to,
    noticedBy: noticedBy.map((path) => `engines/serving/${path}`) as [string, ...string[]],
  })

const scheduler = below('roles/scheduler/', 'roles/scheduler')
const cache = below('kv/', 'kv')
const admission = below('roles/admission/', 'roles/admission')
const life = below('', 'kv', 'limits.test.ts', 'core/document-events.test.ts')
const counted = below('metrics/', 'metrics/summary.test.ts')

export const engineMutations: readonly Mutation[] = [
  scheduler('keep-decoding', 'victim: first admitted', 'let last = running.length - 1', 'let last = 0'),
  scheduler('keep-decoding', 'victim: in the batch', 'batch.has(running.at(last)) || ', ''),
  below('roles/scheduler/', 'parallelism.test.ts')(
    'keep-decoding',
    'victim: of another rank',
    ' || !kv.areTogether(running.at(last), request)',
    '',
  ),
  scheduler(
    'chunked-prefill',
    'chunks: a prompt that does not fit is passed',
    'if (!view.kv.reserve(request, chunk)) return',
    'if (!view.kv.reserve(request, chunk)) continue',
  ),
  scheduler(
    'chunked-prefill',
    'chunks: prompts before streams',
    'const firstPrompt = keepDecoding(view)\n      if (firstPrompt >= 0) continuePrompts(view, tokenBudget, firstPrompt)\n      admitInOrder(view, tokenBudget)',
    'continuePrompts(view, tokenBudget)\n      admitInOrder(view, tokenBudget)\n      keepDecoding(view)',
  ),
  scheduler(
    'prefill-first',
    'prefill first: streams join',
    'if (batch.length === 0) keepDecoding(view)',
    'keepDecoding(view)',
  ),
  scheduler('fcfs', 'fcfs: no reservation', 'left + Math.min(reservedOutput, Math.max(0, capacity))', 'left'),
  scheduler('static-batch', 'static: others join', 'if (batch.length > 0) return', ''),
  scheduler(
    'shortest-first',
    'shortest: no ageing',
    'view.promptLeft(request) - ageing',
    'view.promptLeft(request) - 0 * ageing',
  ),
  scheduler('priority', 'priority: admission by arrival', 'view.priority(request) * 1e9 +', ''),
  cache(
    'kv-cache',
    'blocks: released first to last',
    'for (let number = count - 1; number >= 0; number--)\n        this.pool.release',
    'for (let number = 0; number < count; number++)\n        this.pool.release',
  ),
  cache('kv-cache', 'blocks: no watermark', 'const free = available - reserveBlocks', 'const free = available'),
  below('kv/', 'roles/admission')(
    'blocks-to-come',
    'admission: what others have still to take is free',
    'Math.max(0, Math.ceil(setAside(request) / blockTokens) - list[slot].length)',
    '0',
  ),
  cache('blocks-to-come', 'admission: streams count for nothing', 'Math.ceil(ahead / blockTokens)', '0'),
  admission(
    'whole-prompt',
    'admission: the next token has no room',
    ' + Math.max(1, requests.decodeTokens[request])',
    '',
  ),
  admission('whole-prompt', 'admission: victims wait among the others', 'victimsFirst: true', 'victimsFirst: false'),
  admission(
    'no-eviction',
    'admission: half of the longest answer',
    'prompt + longestAnswer',
    'prompt + longestAnswer / 2',
  ),
  below('roles/scheduler/', 'roles/admission')(
    'keep-decoding',
    'victim: gives way to who comes from another stage',
    'if (victim === request && view.isVictimInFlight(request, (_other, isLater) => isLater)) return false\n',
    '',
  ),
  below('metrics/', 'metrics/regime.test.ts')(
    'regime',
    'regime: any growth is an overload',
    'grown < Math.max(SOME, GROWTH * count)',
    'grown < 1',
  ),
  below('metrics/', 'metrics/regime.test.ts')(
    'regime',
    'regime: TTFT rises with any noise',
    'slope >= slopeOf(count) && ',
    '',
  ),
  below('metrics/', 'metrics/regime.test.ts')(
    'regime',
    'regime: a slow machine is overloaded',
    ' || !isQueue(mean)',
    '',
  ),
  below('kv/', 'roles/decoder', 'kv')(
    'kv-cache',
    'blocks: drafts keep theirs',
    "this.pool.release(blockTable.blocks[--blockTable.length], 'free')\n      room.at[request] -= this.blockTokens\n    }",
    'break\n    }',
  ),
  cache(
    'kv-cache',
    'blocks: the last token hits',
    '(requests.prefillTarget[request] - 1) / this.blockTokens',
    'requests.prefillTarget[request] / this.blockTokens',
  ),
  cache(
    'block-pool',
    'eviction: newest first',
    'this.drop(counts.head)\n      counts.evicted++',
    'this.drop(counts.tail)\n      counts.evicted++',
  ),
  cache(
    'block-pool',
    'eviction: a branch is one block',
    'block = before >= 0 && this.children[before] === 0 && this.references[before] === 0 ? before : -1',
    'block = -1',
  ),
  life(
    'core/lifecycle',
    'preemption: back of the queue',
    'instance.waiting.pushFront(request)',
    'instance.waiting.pushBack(request)',
  ),
  life(
    'core/lifecycle',
    'preemption: emitted tokens are not computed again',
    'requests.promptTokens[request] + requests.emitted[request]',
    'requests.promptTokens[request]',
  ),
  life(
    'mechanisms/swapping/swapping',
    'swap: the iteration does not wait',
    'own.roomAt[index] = moveOverHostLink',
    'moveOverHostLink',
  ),
  life('mechanisms/swapping/swapping', 'swap: moves do not queue', 'Math.max(now, linkFree[index])', 'now'),
  life('mechanisms/swapping/swapping', 'swap: the victim is back at once', 'own.swapIn(arrives,', 'own.swapIn(now,'),
  life(
    'mechanisms/swapping/swapping',
    'swap: last out, first back',
    'own.queues[index].pushFront(request)',
    'own.queues[index].pushBack(request)',
  ),
  life(
    'mechanisms/swapping/swapping',
    'swap: newcomers take the room of who comes back',
    'holding: ({ index }) => own.queues[index].length > 0',
    'holding: () => false',
  ),
  life(
    'mechanisms/swapping/swapping',
    'kill: the host keeps what it had',
    'emptied: ({ index }) => empty(own, index)',
    'emptied: () => undefined',
  ),
  life(
    'core/lifecycle',
    'limits: the queue is never full',
    'requests.phase[request] === Phase.queued && instance.waiting.length >= limits.queue',
    'false',
  ),
  life(
    'core/lifecycle',
    'limits: a request in an iteration leaves at once',
    'home >= 0 && cluster.instances[home].isInFlight(request)',
    'false',
  ),
  below('', 'parallelism.test.ts')(
    'core/iteration',
    'pipeline: batches overtake',
    'Math.max(start + time, state.lastEnd + stage)',
    'start + time',
  ),
  life('mechanisms/outages/death', 'kill: KV survives', 'for (const rank of kv.ranks) rank.pool.clear()', ''),
  below('roles/', 'roles/router')('router/least', 'router: most outstanding', 'value < least', 'value > least'),
  below('figures/', 'metrics/summary.test.ts')(
    'over-requests',
    'summary: latencies of the warm-up count',
    'const value = arrival[request] < warmUp ? Number.NaN : measure(request)',
    'const value = measure(request)',
  ),
  counted('latencies', 'summary: tokens of the warm-up count', 'if (arrival[request] < warmUp) continue', ''),
  counted(
    'latencies',
    'summary: who was turned away is not judged',
    'if (phase[request] >= Phase.finished) mine.judged++',
    'if (phase[request] === Phase.finished) mine.judged++',
  ),
  counted('latencies', 'summary: good is whoever has finished', 'if (!isGood(request)) continue', ''),
  below('', 'oracle.test.ts')(
    'requests/view',
    'oracle: everybody sees',
    "algorithm.sees?.includes('outputLength') ?",
    'algorithm !== undefined ?',
  ),
  below('', 'pools.test.ts')(
    'mechanisms/handover/handover',
    'handover: the receiver sets no room aside',
    'flights.incomingBlocks[index] += blocks',
    'flights.incomingBlocks[index] += 0',
  ),
  below('', 'pools.test.ts')(
    'flights/flights',
    'handover: transfers do not queue',
    'Math.max(now, sendFree[sender.index], receiveFree[receiver.index])',
    'now',
  ),
  below('', 'pools.test.ts')(
    'mechanisms/handover/handover',
    'handover: always to the first receiver',
    'if (used < least && may(index)) {\n      least = used',
    'if (used < least && may(index)) {\n      least = -used',
  ),
  below('mechanisms/', 'mechanisms/fleet/fleet.test.ts')(
    'fleet/fleet',
    'fleet: tokens of streams are not seen',
    'mine.decoded += batch.decodeTokens',
    'mine.decoded += 0',
  ),
  below('mechanisms/', 'mechanisms/programs/programs.test.ts')(
    'programs/programs',
    'programs: every request stands for itself',
    'cluster.roles.workload.programOf?.(request) ?? -1',
    '-1',
  ),
  below('mechanisms/', 'mechanisms/streaming-contexts/contexts.test.ts')(
    'streaming-contexts/growth',
    'streams: a prompt is known when it arrives',
    'cluster.roles.workload.growth?.known(request) ?? all',
    'all',
  ),
  below('', 'core/stretch.test.ts')(
    'mechanisms/handover/handover',
    'handover: asks for room while the receiver’s columns lag',
    '  cluster.stretches[index].settle()\n',
    '',
  ),
  below('', 'metrics/summary.test.ts')(
    'core/iteration-end',
    'drafts: a gap for every token of a round',
    'the time per token is TPOT.\n    bookGap(cluster, since, 1)',
    'the time per token is TPOT.\n    bookGap(cluster, since, fresh)',
  ),
  below('roles/', 'roles/workload/time-heap.test.ts')(
    'workload/time-heap',
    'clients: equal times leave by the higher number',
    'times[right] === times[child] && keys[right] < keys[child]',
    'times[right] === times[child] && keys[right] > keys[child]',
  ),
  below('cost/', 'cost')(
    'attention-decode',
    'attention: a window reads all positions',
    'Math.min(decodeContext, decodeSequences * window)',
    'decodeContext',
  ),
  below('cost/', 'cost')(
    'gemm',
    'products: weights are read once a row',
    'weights + rows * bytesPerRow',
    'rows * (weights + bytesPerRow)',
  ),
]
