/** SpecDec++ against the best fixed draft length, by what a drafting pass costs. */
import type { TokensSimulation } from '../../engines/tokens/simulation.ts'
import type { Report, Row } from './report.ts'

const COSTS = [0.05, 0.1, 0.2] as const
const prompts = { id: 'domains', knobs: { domain: 'mixed', requests: 70 } }

/** Tokens a unit of time, the target's pass being the unit and a drafting pass costing c: no hardware in it. */
const rateOf = ({ totals }: TokensSimulation, c: number): number =>
  totals.written / (totals.targetPasses + c * totals.draftPasses)

export const lengthsReport: Report = {
  id: 'lengths',
  title: 'Speed-up over token by token, drafting pass at c of a target pass: the best of each rule, at temperature 1',
  models: ['target', 'draft', 'acceptance'],
  note: 'The pass that feeds the head a token draws the next one, which is drafted too. Seven domains mixed.',
  rows({ run, progress }) {
    const measure = (title: string, draftLength: object) => {
      progress(title)
      const simulation = run({ prompts, output: 64, sampling: { temperature: 1 }, draftLength })
      return { title, simulation }
    }
    const fixed = [1, 2, 3, 4, 5, 6, 8, 10].map((draftLength) =>
      measure(`fixed ${draftLength}`, { id: 'fixed', knobs: { draftLength } }),
    )
    const trained = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95].map((threshold) =>
      measure(`SpecDec++ h ${threshold}`, { id: 'trained', knobs: { threshold, least: 1 } }),
    )
    const confident = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7].map((threshold) =>
      measure(`confidence ${threshold}`, { id: 'confidence', knobs: { threshold } }),
    )
    const others = [
      measure('heuristic', { id: 'heuristic', knobs: {} }),
      measure('oracle', { id: 'oracle', knobs: {} }),
    ]
    const rows: Row[] = []
    for (const c of COSTS) {
      const best = (all: typeof fixed) =>
        all.reduce((a, b) => (rateOf(b.simulation, c) > rateOf(a.simulation, c) ? b : a))
      const base = rateOf(best(fixed).simulation, c)
      for (const { title, simulation } of [best(fixed), best(trained), best(confident), ...others]) {
        const { totals, speculation } = simulation
        rows.push({
          c,
          rule: title,
          'speed-up': rateOf(simulation, c),
          'against best fixed': rateOf(simulation, c) / base - 1,
          'tokens/pass': totals.written / totals.targetPasses,
          'discarded/token': speculation.discarded / totals.written,
        })
      }
    }
    return rows
  },
}
