/** Is it lossless? The battery on toy pairs, first tokens on the real pair, and greedy identity. */
import { runBattery } from '../../engines/tokens/battery/battery.ts'
import { firstTokenMethods, measureFirstToken } from '../../engines/tokens/battery/first-token.ts'
import type { Report } from './report.ts'

const SAMPLES = 400_000

export const batteryReport: Report = {
  id: 'battery',
  title: 'T1 and T4: three tokens on a toy pair, 400,000 texts a method; |z| < 4 agrees, > 20 is caught',
  models: [],
  rows: () =>
    runBattery(SAMPLES, 3).map(({ id, mistake, z, effect, tokensPerRound, isAsExpected }) => ({
      method: id,
      z,
      'χ²/N': effect,
      'tokens/round': tokensPerRound,
      verdict: isAsExpected ? (mistake === null ? 'agrees' : 'caught') : 'NOT AS EXPECTED',
      mistake: mistake ?? '',
    })),
}

const RUNS = 20_000

export const realPairReport: Report = {
  id: 'real-pair',
  title:
    'T2: the first token after a prompt, 20,000 times a method on the real models, against the target’s own distribution',
  models: ['target', 'draft'],
  rows: ({ assets, progress }) =>
    firstTokenMethods.map((method) => {
      progress(method.title)
      const { z, degrees } = measureFirstToken(method, assets, RUNS)
      return { method: method.title, z, degrees, verdict: Math.abs(z) < 4 ? 'agrees' : 'NOT AS EXPECTED' }
    }),
}

const METHODS: readonly (readonly [string, object])[] = [
  ['draft model', { decoder: { id: 'draft-model', knobs: {} } }],
  ['draft model, tree', { decoder: { id: 'draft-model', knobs: { shape: 'tree' } } }],
  ['draft model, heuristic', { draftLength: { id: 'heuristic', knobs: {} } }],
  ['draft model, oracle', { draftLength: { id: 'oracle', knobs: {} } }],
  ['draft model, SpecDec++', { draftLength: { id: 'trained', knobs: {} } }],
  ['plain draft model', { decoder: { id: 'draft-model', knobs: { draft: 'draft-plain' } } }],
  ['prompt lookup', { decoder: { id: 'prompt-lookup', knobs: {} } }],
  ['Medusa', { decoder: { id: 'medusa', knobs: {} } }],
  ['EAGLE', { decoder: { id: 'eagle', knobs: {} } }],
  ['EAGLE, tree', { decoder: { id: 'eagle', knobs: { shape: 'tree' } } }],
  ['early exit 1', { decoder: { id: 'early-exit', knobs: { layers: 1 } } }],
  ['early exit 3', { decoder: { id: 'early-exit', knobs: { layers: 3 } } }],
  ['rounded cache', { decoder: { id: 'rounded-cache', knobs: { bits: 3 } } }],
  ['windowed cache', { decoder: { id: 'windowed-cache', knobs: { window: 24 } } }],
]

export const greedyReport: Report = {
  id: 'greedy',
  title: 'T3: at temperature 0 every method writes what plain greedy decoding writes: 200 prompts × 64 tokens',
  models: ['target', 'draft', 'draft-plain', 'medusa', 'eagle', 'acceptance'],
  rows({ run, progress }) {
    const common = {
      prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 200 } },
      output: 64,
      sampling: { temperature: 0 },
    }
    const write = (setup: object) => {
      const { logs, totals } = run({ ...common, ...setup })
      const texts = logs.map(({ text }) => text.token.join())
      return { texts, perPass: totals.written / totals.targetPasses }
    }
    const plain = write({ decoder: { id: 'autoregressive', knobs: {} } })
    return METHODS.map(([method, setup]) => {
      progress(method)
      const { texts, perPass } = write(setup)
      const same = texts.filter((text, i) => text === plain.texts[i]).length
      return {
        method,
        same: `${same} of ${texts.length}`,
        'tokens/pass': perPass,
        verdict: same === texts.length ? 'identical' : 'DIFFERENT',
      }
    })
  },
}
