/** What a million tokens take: energy and money. */
import { grouped } from '../../cost/capacity-words.ts'
import { defineMetric } from '../run-facts.ts'
import { costPerMillion, energyPerMillion } from '../upkeep.ts'
import { acceleratorWords, spanWords } from './rate.ts'

export const energy = defineMetric({
  id: 'energyPerMillion',
  label: 'Energy',
  unit: 'MJ/M tok',
  better: 'lower',
  help: 'Energy of all accelerators per million tokens emitted: as many joules a token.',
  formula:
    'rated power × share drawn × accelerators × time since the warm-up / tokens emitted; share = busy × (0.43 + 0.57 × min(1, MFU / 0.45)^0.7) + (1 − busy) × 0.1',
  source:
    'form of Özcan et al. 2025 (arXiv 2507.11417), the 0.43 from the ML.ENERGY Benchmark v3 (H100, batch 1), both recalled; rated power from the data sheet',
  validity:
    'Utilisation is that of the whole run (iterations that overlap count once; a dead instance is on and idle). Power caps, clocks set by hand, hosts, cooling and networks are left out; expect an error of tens of percent.',
  of: (run) => {
    const { power, rated, busy, mfu } = run.upkeep
    const joules = energyPerMillion(run)
    return {
      value: joules === null ? null : joules / 1e6,
      substituted: `${rated} × ${(power / rated).toFixed(4)} × ${acceleratorWords(run)} × ${spanWords(run)} / ${grouped(run.latency.emitted)}`,
      note: `Busy ${(100 * busy).toFixed(0)} % of the time, MFU ${(100 * mfu).toFixed(1)} % meanwhile.`,
    }
  },
})

export const price = defineMetric({
  id: 'costPerMillion',
  label: 'Price',
  unit: '$/M tok',
  better: 'lower',
  help: 'What the accelerators cost per million tokens emitted, rented by the hour.',
  formula: 'price of an accelerator-hour × accelerators × time since the warm-up / 3600 s / tokens emitted × 1,000,000',
  validity: 'Every accelerator is paid for the whole time, busy or not. Set your own price under Cost model.',
  of: (run) => {
    const { price: hour, priceSource } = run.upkeep
    return {
      value: costPerMillion(run),
      ...(hour !== null && {
        substituted: `${hour} × ${acceleratorWords(run)} × ${spanWords(run)} / 3600 s / ${grouped(run.latency.emitted)} × 1,000,000`,
      }),
      note: `Price of an hour: ${priceSource}.`,
    }
  },
})
