/** How fast the models run here, on one thread, beside what the machine's four lanes can do. */
import type { Kernels } from '../../engines/tokens/contracts/kernels.ts'
import { codesOf } from '../../engines/tokens/kernels/kernels.ts'
import type { KvCache } from '../../engines/tokens/model/kv-cache.ts'
import { Special } from '../../engines/tokens/text/tokenizer.ts'
import type { Report, Row } from './report.ts'

const TOKENS = 2000
const CONTEXT = 200
const REPEATS = 5

export const speedReport: Report = {
  id: 'speed',
  title:
    'Tokens a second, one thread, context growing to 200; best of five. Share of the f32x4 rate measured beside it',
  models: ['target', 'draft', 'moe'],
  rows({ bench, run }) {
    const peak = measurePeak(bench([]).kernels)
    const rows: Row[] = []
    for (const name of ['target', 'draft', 'moe']) {
      const opened = bench([name])
      const model = opened.transformer(name)
      const cache = opened.cacheFor(model)
      const decode = best(() =>
        decodeRate(() => {
          cache.clear()
          for (let place = 0; place < CONTEXT; place++)
            model.forward(cache, { tokens: [Special.bos + ((place * 7) % 500)], first: place, sight: 'causal' })
        }, CONTEXT),
      )
      const chunk = best(() => decodeRate(() => chunkOf(model.forward.bind(model), cache), 8 * 16))
      const perToken = 2 * activeParameters(model.shape)
      rows.push({
        what: `${name}: decode`,
        'tokens/s': decode,
        'GFLOP/s': (decode * perToken) / 1e9,
        'share of peak': (decode * perToken) / peak,
      })
      rows.push({
        what: `${name}: rows of 8`,
        'tokens/s': chunk,
        'GFLOP/s': (chunk * perToken) / 1e9,
        'share of peak': (chunk * perToken) / peak,
      })
    }
    // A short prompt and a long text: what is timed is writing.
    const setup = { prompts: { id: 'typed', knobs: { text: 'There was once', requests: 40 } }, output: 200 }
    const timed = (decoder: object) =>
      best(() => {
        const began = performance.now()
        const { totals } = run({ ...setup, decoder })
        return (totals.written / (performance.now() - began)) * 1000
      })
    rows.push({
      what: 'a run, token by token, everything booked',
      'tokens/s': timed({ id: 'autoregressive', knobs: {} }),
    })
    rows.push({ what: 'a run, draft model', 'tokens/s': timed({ id: 'draft-model', knobs: {} }) })
    rows.push({ what: 'f32x4 multiply and add, from the first cache', 'GFLOP/s': peak / 1e9 })
    return rows
  },
}

const best = (measure: () => number): number => Math.max(...Array.from({ length: REPEATS }, measure))

function decodeRate(work: () => void, tokens: number): number {
  const rounds = Math.max(1, Math.floor(TOKENS / tokens))
  const began = performance.now()
  for (let i = 0; i < rounds; i++) work()
  return ((rounds * tokens) / (performance.now() - began)) * 1000
}

function chunkOf(
  forward: (cache: KvCache, chunk: { tokens: number[]; first: number; sight: 'causal' }) => unknown,
  cache: KvCache,
): void {
  cache.clear()
  for (let first = 0; first < 8 * 16; first += 8)
    forward(cache, {
      tokens: Array.from({ length: 8 }, (_, i) => 4 + (((first + i) * 7) % 500)),
      first,
      sight: 'causal',
    })
}

const activeParameters = (shape: KvCache['shape']): number => {
  const kv = 2 * shape.dim * shape.kvHeads * shape.headDim
  const attention = 2 * shape.dim * shape.heads * shape.headDim + kv
  const feed = 3 * shape.dim * shape.hidden * (shape.experts > 0 ? shape.activeExperts : 1)
  return shape.layers * (attention + feed) + shape.vocab * shape.dim
}

/** A product small enough for the first cache, many times: what the kernels reach when memory is no matter. */
function measurePeak(kernels: Kernels): number {
  const [rows, inputs, outputs] = [16, 64, 64]
  const w = kernels.pack(codesOf(new Float32Array(inputs * outputs).fill(0.1), outputs, inputs))
  const x = kernels.allocate(rows * inputs)
  const out = kernels.allocate(rows * outputs)
  return best(() => {
    const began = performance.now()
    for (let i = 0; i < 20_000; i++) kernels.matmul(out, 0, x, 0, w, rows, false)
    return (20_000 * 2 * rows * inputs * outputs * 1000) / (performance.now() - began)
  })
}
