/** Mutations outside the serving engine: the tokens engine, the kernel, formulas, the experiment and its link, charts, traces. */
import type { Mutation } from './mutations.mutation.ts'

const of =
  (file: string, ...noticedBy: readonly [string, ...string[]]) =>
  (name: string, from: string, to: string): Mutation => ({ name, file: `src/${file}`, from, to, noticedBy })

export const roomMutations: readonly Mutation[] = [
  of('worker/watched.ts', 'worker/watched.test.ts')(
    'workers: a look that comes late blames the worker',
    'if (wasHeldUp || debt === null)',
    'if (debt === null)',
  ),
  of('worker/errands/errand.ts', 'worker/errands.test.ts')(
    'errands: one that was asked for again goes on',
    'turns.get(id) === mine',
    'true',
  ),
  of('store/runner.ts', 'store/runner.test.ts')(
    'figures: words of another engine are shown',
    'description?.engine.id === engine ? description.metrics : []',
    'description?.metrics ?? []',
  ),
  of('kernel/event-queue.ts', 'kernel/event-queue.test.ts')(
    'events: equal ones leave last come, first gone',
    'priority * SEQUENCES + this.sequence++',
    'priority * SEQUENCES - this.sequence++',
  ),
  of('kernel/event-queue.ts', 'kernel/event-queue.test.ts')(
    'events: the front is forgotten by clear',
    'this.hasFront = false\n    this.length = 0',
    'this.length = 0',
  ),
  of('kernel/quantiles.ts', 'kernel/quantiles.test.ts')(
    'quantiles: no interpolation',
    'return low + (position - below) * (ascending[below + 1] - low)',
    'return low',
  ),
  of('kernel/quantiles.ts', 'kernel/quantiles.test.ts')(
    'means: rounding errors are lost',
    'return length === 0 ? NaN : (sum + lost) / length',
    'return length === 0 ? NaN : sum / length',
  ),
  of('kernel/histogram.ts', 'kernel/histogram.test.ts')(
    'histogram: a quantile is its bucket’s lower end',
    'low + ((rank - below) / here) * (this.upperBound(i) - low)',
    'low',
  ),
  of('kernel/draws.ts', 'kernel/draws.test.ts')(
    'draws: the second key does not count',
    'Math.imul(b, 0x85ebca77)',
    'Math.imul(0, 0x85ebca77)',
  ),
  of('kernel/draws.ts', 'kernel/draws.test.ts')(
    'draws: one stream for all purposes',
    'mix(root ^ textKey(purpose))',
    'mix(root ^ textKey(purpose.slice(0, 0)))',
  ),
  of('kernel/count-track.ts', 'kernel/count-track.test.ts')(
    'counts: a second mark of a moment replaces the first',
    'stage[at++] += value[s]',
    'stage[at++] = value[s]',
  ),
  of('kernel/level-track.ts', 'kernel/level-track.test.ts')(
    'levels: the open row is not weighted by time',
    'computed > begin ? integral / (computed - begin) : value',
    'value',
  ),
  of('formulas/expected-accepted.ts', 'formulas/closed-forms.test.ts')(
    'speculation: no bonus token',
    'let sum = 1',
    'let sum = 0',
  ),
  of('formulas/jain-fairness.ts', 'formulas/closed-forms.test.ts')(
    'fairness: the sum is not squared',
    '(sum * sum) / (n * squares)',
    'sum / (n * squares)',
  ),
  of('formulas/waiting-time.ts', 'formulas/closed-forms.test.ts')(
    'M/D/1: waits as long as M/M/1',
    'mm1WaitingTime(arrivalsPerSecond, service) / 2',
    'mm1WaitingTime(arrivalsPerSecond, service)',
  ),
  of('formulas/kv-bytes-per-token.ts', 'formulas/closed-forms.test.ts')(
    'KV: keys without values',
    'return 2 * kvHeads * attention.headDim * bytesPerValue',
    'return kvHeads * attention.headDim * bytesPerValue',
  ),
  of('experiment/base64url.ts', 'experiment/base64url.test.ts')(
    'links: plus and slash, as in plain base64',
    'abcdefghijklmnopqrstuvwxyz0123456789-_',
    'abcdefghijklmnopqrstuvwxyz0123456789+/',
  ),
  of('experiment/base64url.ts', 'experiment/base64url.test.ts')(
    'links: a letter left over is read',
    'if (text.length % 4 === 1) return null',
    '',
  ),
  of('experiment/value-text.ts', 'experiment/value-text.test.ts')(
    'values: the word “12” becomes the number',
    "typeof parseScalar(value) === 'string'",
    "typeof value === 'string'",
  ),
  of('experiment/value-text.ts', 'experiment/value-text.test.ts')(
    'values: a list of one is its item',
    "items.length > 1 ? items.join('~') : ",
    "items.length > 0 ? items.join('~') : ",
  ),
  of('experiment/link.ts', 'experiment/link.test.ts')(
    'links: never packed',
    'return packed.length < readable.length ? packed : readable',
    'return readable',
  ),
  of('experiment/packed.ts', 'experiment/hostile-link.test.ts')(
    'links: unpacked to any size',
    "if (length > MOST_UNPACKED) return 'too-large'",
    '',
  ),
  of('experiment/patch.ts', 'experiment/patch.test.ts')(
    'patches: knobs of the old algorithm leak',
    "if (!isRecord(base) || (typeof baseId === 'string' && baseId !== id)) {",
    'if (!isRecord(base)) {',
  ),
  of('experiment/patch.ts', 'experiment/patch.test.ts')(
    'patches: null stays as a value',
    'if (change === null) delete result[key]',
    'if (change === null) result[key] = null',
  ),
  of('experiment/points.ts', 'experiment/points.test.ts')(
    'points: the first axis varies fastest',
    'axes.toReversed()',
    'axes',
  ),
  of('experiment/history.ts', 'experiment/history.test.ts')(
    'undo: a gesture is many steps',
    'if (isSameGesture && history.future.length === 0) return history',
    '',
  ),
  of('experiment/referee/gain.ts', 'experiment/referee/gain.test.ts')(
    'verdicts: the normal’s quantile for three seeds',
    'T95[logs.length - 2] ?? BEYOND',
    'BEYOND',
  ),
  of('experiment/referee/verdict.ts', 'experiment/referee/verdict.test.ts')(
    'verdicts: a mean above 1 is a direction',
    'if (low > 1) {',
    'if (gain.gain > 1) {',
  ),
  of('experiment/referee/verdict.ts', 'experiment/referee/verdict.test.ts')(
    'verdicts: a control that does as well proves nothing',
    "if (controls.some((control) => !(control.spread[0] > 1))) return 'not by the mechanism'",
    '',
  ),
  of('charts/requests/hit-test.ts', 'charts/requests.test.ts')(
    'lanes: a short bar is hit to its true end only',
    'Math.max(window.end[i], window.start[i] + pixel) < time',
    'window.end[i] < time',
  ),
  of('charts/requests/hit-test.ts', 'charts/requests.test.ts')(
    'lanes: hidden states are hit',
    'if (view.hidden.has(state)) continue',
    '',
  ),
  of('charts/occupancy/hit-test.ts', 'charts/occupancy.test.ts')(
    'stack: always its lowest layer',
    'left -= window.mean[series * window.length + row]',
    'left -= 1e9',
  ),
  of('charts/acceptance/hit-test.ts', 'charts/acceptance.test.ts')(
    'bars: hidden parts are hit',
    'if (series[s] === notDrawn || view.hidden.has(series[s])) continue',
    'if (series[s] === notDrawn) continue',
  ),
  of('charts/levels/hit-test.ts', 'charts/levels-and-rates.test.ts')(
    'lines: the first within reach',
    'if (away <= distance) {',
    'if (away <= reach && nearest < 0) {',
  ),
  of('charts/experts/hit-test.ts', 'charts/experts.test.ts')(
    'heat map: counts instead of rates',
    'row * window.cells + expert] / seconds',
    'row * window.cells + expert] / 1',
  ),
  of('charts/rows.ts', 'charts/rows.test.ts')(
    'rows: a row begins after its start',
    'if (rows.start[middle] <= time) low = middle + 1',
    'if (rows.start[middle] < time) low = middle + 1',
  ),
  of('charts/zoom.ts', 'charts/zoom.test.ts')(
    'zoom: about the left edge',
    'const t0 = at - share * wanted\n  return within({ t0, t1: t0 + wanted }, bounds)',
    'const t0 = range.t0 + 0 * share\n  return within({ t0, t1: t0 + wanted }, bounds)',
  ),
  of('traces/decimal.ts', 'traces/decimal.test.ts')(
    'decimals: rounded twice',
    'mantissa / POWERS_OF_TEN[decimals]',
    'mantissa * (1 / POWERS_OF_TEN[decimals])',
  ),
  of('traces/civil-time.ts', 'traces/civil-time.test.ts')(
    'dates: every fourth year is a leap year',
    '- Math.floor(yearOfEra / 100) + dayOfYear',
    '+ dayOfYear',
  ),
  of('traces/incoming/json-beginning.ts', 'traces/incoming/json-beginning.test.ts')(
    'beginning of JSON: what is cut off is taken for whole',
    'whole = at + 1\n      if (closers.length === 0) break',
    'if (closers.length === 0) break',
  ),
  of('traces/incoming/recognise.ts', 'traces/incoming-law.test.ts')(
    'recognition: a general kind claims the files of particular ones',
    ' && !particular.some((one) => one.what === what)',
    '',
  ),
  of('traces/formats/trace-format.ts', 'traces/incoming-law.test.ts')(
    'traces: refused rows are not told',
    'refused: report.rows - report.kept',
    'refused: 0',
  ),
  of('run/incoming/read-incoming.ts', 'traces/incoming-law.test.ts')(
    'incoming: what a file came to decides nothing',
    'preferred.flatMap((what) => usable.filter((kind) => kind.what === what))[0] ??',
    '',
  ),
  of('store/incoming.ts', 'store/incoming.test.ts')(
    'measurements: a run keeps the set-up of another',
    'setup?.batch === batch ? setup : null',
    'setup',
  ),
  of('run/rate-search.ts', 'run/rate-search.test.ts')(
    'rates: an overloaded run passes',
    ' && measured.value.overloaded === 0',
    '',
  ),
  of('content/lessons/judge.ts', 'content/lessons.test.ts')(
    'lessons: too low is right',
    ' && factor >= 1 / prediction.within',
    '',
  ),
  of('engines/tokens/writing/rounds/exact-rule.ts', 'engines/tokens/sampling.test.ts')(
    'speculative sampling: the rejected are drawn from p',
    'Math.max(0, p[pAt + i] - q[qAt + i])',
    'p[pAt + i]',
  ),
  of('engines/tokens/writing/rounds/exact-rule.ts', 'engines/tokens/sampling.test.ts')(
    'speculative sampling: a likely draft is always accepted',
    'u * (q === null ? 1 : q[qAt + token]) < p[pAt + token]',
    'u * (q === null ? 1 : q[qAt + token]) < 2 * p[pAt + token]',
  ),
  of('engines/tokens/roles/draft-length/trained.ts', 'engines/tokens/draft-lengths.test.ts')(
    'SpecDec++: the last token alone is judged',
    'before * foretold',
    'foretold',
  ),
  of('engines/tokens/roles/draft-length/trained.ts', 'engines/tokens/draft-lengths.test.ts')(
    'SpecDec++: stops while all is well',
    'rejection > threshold',
    'rejection < threshold',
  ),
  of('engines/tokens/roles/decoder/drafters/chain.ts', 'engines/tokens/draft-lengths.test.ts')(
    'SpecDec++: what the last pass drew is thrown away',
    'if (foretell !== null && length.takesNext?.()) add(depth + 1)',
    '',
  ),
  of('worker/measuring.ts', 'store/judging.test.ts')(
    'pages: a worker forgets what a figure is made of',
    'figuresOf(started.value.summary(), unitsIn(started.value))',
    'figuresOf(started.value.summary(), {})',
  ),
  of('experiment/referee/tuning.ts', 'experiment/referee/guarded.test.ts')(
    'referee: tuning does not look at the guard',
    'if (claim.guard?.tunes && isBeneath(claim.guard, guarded, others)) continue',
    '',
  ),
  of('experiment/referee/tuning.ts', 'experiment/referee/guarded.test.ts')(
    'referee: a control keeps a budget of its own',
    'asMechanism.map((path) => [path, own[path]])',
    '[]',
  ),
  of('engines/serving/roles/placement/elastic.ts', 'engines/serving/mechanisms/fleet/fleet.test.ts')(
    'elastic: nobody is started for one that died',
    'serving.length < least || ',
    '',
  ),
  of('experiment/referee/referee.ts', 'experiment/referee/guarded.test.ts')(
    'referee: a guard without a figure holds',
    '(claim.guard !== undefined && guard === null)',
    'false',
  ),
  of('experiment/referee/verdict.ts', 'experiment/referee/guarded.test.ts')(
    'referee: prompts are never paired',
    'paired !== null && paired.mechanism.over.length >= FEWEST_PAIRS',
    'false',
  ),
  of('engines/tokens/roles/decoder/commit/local-leap.ts', 'engines/tokens/local-leap.test.ts')(
    'LocalLeap: everything before an anchor is near',
    'Math.abs(place - other)',
    'place - other',
  ),
  of('engines/tokens/roles/decoder/commit/local-leap.ts', 'engines/tokens/local-leap.test.ts')(
    'LocalLeap: neighbours need not be sure at all',
    'decisions.follows(one.confidence, relaxed) && isNear(one)',
    'isNear(one)',
  ),
  of('engines/tokens/roles/decoder/commit/local-leap.ts', 'engines/tokens/local-leap.test.ts')(
    'LocalLeap: what was filled in before is an anchor',
    'filled ? filledIn(block) : []',
    'filledIn(block)',
  ),
  of('engines/tokens/roles/decoder/commit/random-anchors.ts', 'engines/tokens/local-leap.test.ts')(
    'anchors at random: one alone',
    'slice(0, sure.length)',
    'slice(0, 1)',
  ),
  of('engines/tokens/writing/denoising/denoising.ts', 'engines/tokens/local-leap.test.ts')(
    'filling in: nothing ages',
    'before.age + 1',
    '1',
  ),
  of('engines/tokens/roles/accept/typical.ts', 'engines/tokens/accept.test.ts')(
    'verdicts: typical takes the stricter of its bounds',
    'Math.min(most,',
    'Math.max(most,',
  ),
  of('engines/tokens/roles/accept/coin.ts', 'engines/tokens/accept.test.ts')(
    'verdicts: a coin that says yes for no',
    'u < chance',
    'u >= chance',
  ),
  of('engines/tokens/set-up/check.ts', 'engines/tokens/accept.test.ts')(
    'verdicts: nobody is told that one is lossy',
    'verdict.isLossy &&',
    '!verdict.isLossy &&',
  ),
  of('engines/tokens/writing/rounds/verify.ts', 'engines/tokens/verify.test.ts')(
    'speculative sampling: the token after a draft is the draft’s parent’s',
    'at = row\n      reached',
    'at = 0\n      reached',
  ),
  of('engines/tokens/sampling/sampling.ts', 'engines/tokens/sampling.test.ts')(
    'nucleus: one token more than the share asks',
    'if (sum >= share) return value',
    'if (sum > 1.2 * share) return value',
  ),
  of('engines/tokens/kv/keep-window.ts', 'engines/tokens/kv.test.ts')(
    'window: the first tokens go too',
    'cache.place[entry] < first || cache.place[entry] >= oldest',
    'cache.place[entry] >= oldest',
  ),
  of('engines/tokens/build/oracle-boundary.ts', 'engines/tokens/oracle.test.ts')(
    'oracle boundary: a drafter runs the target',
    'if (name !== target) return',
    'if (name === target) return',
  ),
  of('engines/tokens/build/oracle-boundary.ts', 'engines/tokens/oracle.test.ts')(
    'oracle boundary: every rule for the draft length sees the verdict',
    "keeps === undefined || algorithm.sees?.includes('verdict')",
    "keeps === undefined || !algorithm.sees?.includes('targetLogits')",
  ),
  of('engines/tokens/roles/expert-cache/lru.ts', 'engines/tokens/expert-cache.test.ts')(
    'experts in memory: used last stays last',
    '(since: number, _expert: number) => since',
    '(since: number, _expert: number) => -since',
  ),
  of('engines/tokens/experts/expert-store.ts', 'engines/tokens/expert-cache.test.ts')(
    'experts in memory: what a guess brought stays',
    'new Set([...held, ...asked])',
    'new Set([...held, ...guessed, ...asked])',
  ),
  of('engines/tokens/experts/use-log.ts', 'engines/tokens/expert-cache.test.ts')(
    'experts in memory: the oracle looks back',
    'row++) if (rows[row].includes(expert)) return row - from',
    'row++) if (rows[row].includes(expert)) return from - row',
  ),
  of('engines/tokens/core/offload.ts', 'engines/tokens/expert-cache.test.ts')(
    'experts in memory: a layer of the small model stands for one',
    'time += layersEach *',
    'time +=',
  ),
  of('formulas/segment-routing.ts', 'formulas/segment-routing.test.ts')(
    'segments of routing: what is foretold counts once',
    'm * foretold + actual',
    'foretold + actual',
  ),
  of('engines/serving/roles/decoder/diffusion.ts', 'engines/serving/roles/decoder/diffusion.test.ts')(
    'diffusion: a block begins anew at every step',
    'const done = Math.ceil((filled * all) / block)',
    'const done = 0',
  ),
  of('engines/serving/roles/decoder/denoising/follow-steps.ts', 'engines/serving/roles/decoder/diffusion.test.ts')(
    'diffusion: every block takes the steps of the first',
    'steps[(first + number) % steps.length]',
    'steps[first % steps.length]',
  ),
  of('engines/serving/roles/kv-read/smaller-cache.ts', 'engines/serving/roles/kv-read.test.ts')(
    'a smaller cache: bits do not count',
    '(entries / positions) * (bitsPerElement / PLAIN_BITS)',
    'entries / positions',
  ),
  of('engines/serving/roles/block-look-up/measured.ts', 'engines/serving/mechanisms/look-ups')(
    'look-ups: as long as with the next larger number of entries',
    'low.time + share * (high.time - low.time)',
    'high.time',
  ),
  of('engines/serving/mechanisms/look-ups/look-ups.ts', 'engines/serving/mechanisms/look-ups')(
    'look-ups: the first block that is not there is not looked for',
    'Math.min(held + 1,',
    'Math.min(held,',
  ),
  of('engines/serving/mechanisms/look-ups/look-ups.ts', 'engines/serving/mechanisms/look-ups')(
    'look-ups: who comes back knows where its blocks are',
    'preempting: forget,',
    '',
  ),
  of('engines/serving/cost/look-ups.ts', 'engines/serving/mechanisms/look-ups')(
    'look-ups: time that no term explains',
    'if (time > 0) terms.push',
    'if (time > 1e9) terms.push',
  ),
  of('engines/serving/questions/blame.ts', 'engines/serving/mechanisms/look-ups')(
    'look-ups: a prompt blames others',
    "shares[place('overhead')] = lookUpTime",
    "shares[place('others’ prefill')] = lookUpTime",
  ),
  of('engines/index-locality/record/look-ups.ts', 'engines/index-locality/record.test.ts')(
    'look-ups: lines of the second level are missed ones',
    'lines[Source.last] + lines[Source.core]',
    'lines[Source.l2] + lines[Source.core]',
  ),
  of('engines/serving/core/stretch.ts', 'engines/serving/roles/kv-read.test.ts')(
    'a smaller cache: alike iterations read whole positions more',
    'if (roles.kvRead.grows) return',
    '',
  ),
  of('engines/tokens/model/route.ts', 'engines/tokens/route.test.ts')(
    'routing: weights of the chosen do not make one',
    'gates[expert] < 0 ? -gates[expert] / kept : 0',
    'gates[expert] < 0 ? -gates[expert] : 0',
  ),
  of('engines/tokens/model/route.ts', 'engines/tokens/route.test.ts')(
    'routing: a control’s experts count alike',
    'kept > 0 ? gates[at + expert] / kept : 1 / chosen.length',
    'gates[at + expert]',
  ),
  of('engines/tokens/roles/route/random.ts', 'engines/tokens/route.test.ts')(
    'routing at random: a row goes by its place in the chunk',
    'site.positionOf(row) * EXPERTS',
    'row * EXPERTS',
  ),
  of('engines/tokens/kv/heat.ts', 'engines/tokens/kv.test.ts')(
    'heavy hitters: the coldest stay',
    'cache.heat[b] - cache.heat[a] || b - a',
    'cache.heat[a] - cache.heat[b] || b - a',
  ),
  of('engines/tokens/roles/select/label-cache.ts', 'engines/tokens/label-cache.test.ts')(
    'label cache: the channels that move scores least are kept',
    '(moment: number, _channel: number) => -moment',
    '(moment: number, _channel: number) => moment',
  ),
  of('engines/tokens/roles/select/label-cache.ts', 'engines/tokens/label-cache.test.ts')(
    'label cache: labels cost nothing to read',
    'return seen * labelBits',
    'return 0',
  ),
  of('engines/tokens/roles/weights/awq.ts', 'engines/tokens/weights.test.ts')(
    'awq: the power with which outputs differ most',
    'power: rank(least),',
    'power: rank((loss: number) => -loss),',
  ),
  of('engines/tokens/roles/weights/scale-search.ts', 'engines/tokens/weights.test.ts')(
    'awq: scales are not folded into what stands before',
    'gain / scales[channel]',
    'gain',
  ),
  of('engines/tokens/weights/round-rows.ts', 'engines/tokens/weights.test.ts')(
    'rounded weights: scales and zero points take no room',
    'bits + (16 + bits) / group',
    'bits',
  ),
  of('engines/tokens/roles/stressor/channel-outliers.ts', 'engines/tokens/weights.test.ts')(
    'stressor: columns stay as they are',
    'isOutlier[at % shape.dim] ? value / factor : value',
    'value',
  ),
  of('engines/tokens/core/at-pace.ts', 'engines/tokens/kept-run.test.ts')(
    'texts kept: every step writes the first tokens again',
    'before: rounds.firstToken[row]',
    'before: 0',
  ),
  of('engines/tokens/core/step-times.ts', 'engines/tokens/kept-run.test.ts')(
    'pace: a token of a prompt stands for one',
    'isPrompt ? pace.prefill(pass) : pace.time(pass)',
    'pace.time(pass)',
  ),
  of('engines/tokens/kept-run.ts', 'engines/tokens/kept-run.test.ts')(
    'texts kept: of any set-up',
    'JSON.stringify(rest)',
    "''",
  ),
  of('kernel/once.ts', 'engines/tokens/calibration.test.ts')(
    'once: what was made with another function is taken',
    ' && one.parts.every((part, i) => part === parts[i])',
    '',
  ),
  of('engines/tokens/kernels/plain.ts', 'engines/tokens/kernels.test.ts')(
    'kernels: a group has the scale of the one before',
    'const scale = (from / group) * outputs + first',
    'const scale = Math.max(0, from / group - 1) * outputs + first',
  ),
  of('engines/tokens/evaluate/calibrate.ts', 'engines/tokens/calibration.test.ts')(
    'calibration: samples are of another row',
    'this.kept.push(x.slice(at, at + this.width))',
    'this.kept.push(x.slice(0, this.width).fill(0))',
  ),
  of('ui/Said.tsx', 'ui/said.test.tsx')(
    'words: parts stand in the order of their mention',
    'const part = parts[Number(',
    'const part = parts.reverse()[Number(',
  ),
  of('panels/requests/request-columns.ts', 'panels/differences.test.ts')(
    'requests: an order is kept when the phase changes',
    'const asked = [table, phase, order.column, order.direction]',
    'const asked = [table, order.column, order.direction]',
  ),
]
