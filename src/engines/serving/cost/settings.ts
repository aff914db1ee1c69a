/**
 * The visible settings of the cost model: what a real kernel reaches of the data sheet, and what every step costs
 * beside. Fitted on whole steps; with `ideal` on, all of it is left out and the run must be labelled so.
 */
import * as z from 'zod'

const WHOLE_STEPS = 'fitted by this project on 100 published H100 points (whole steps)'

/** A share of a data-sheet rate. */
const efficiency = (value: number, meta: { label: string; help: string; source: string }) =>
  z
    .number()
    .min(0.05)
    .max(1)
    .default(value)
    .meta({ unit: 'fraction', level: 'advanced', slider: [0.3, 1], scale: 'linear', ...meta })

/** What a server was found to reach of what the form foretells: set by calibration, or by hand. */
const factor = (label: string, help: string) =>
  z
    .number()
    .min(0.1)
    .max(10)
    .default(1)
    .meta({
      label,
      unit: '×',
      help,
      level: 'advanced',
      slider: [0.5, 2],
      scale: 'log',
      source: '1 unless calibrated to a measured run',
    })

export const costSettings = z
  .strictObject({
    ideal: z.boolean().default(false).meta({
      label: 'Ideal',
      help: 'Data-sheet rates with no overhead: about 30 % faster than any real server.',
      level: 'basic',
      source: 'definition',
    }),
    form: z.enum(['steps', 'kernels', 'linear', 'linear, slower engine']).default('steps').meta({
      label: 'Form',
      help: 'Whole steps by a few constants; each kernel by a form fitted on measured ones; or DistServe’s published lines in tokens (OPT-13B on A100 only), of its engine or of the slower one it was compared with.',
      level: 'advanced',
      source: 'fitted by this project on measured kernels of A100, H100 and RTX 4090',
    }),
    computeEfficiency: efficiency(0.665, {
      label: 'Compute efficiency',
      help: 'Share of the peak FLOP/s that matrix products reach: prefill gets faster with it.',
      source: WHOLE_STEPS,
    }),
    memoryEfficiency: efficiency(0.866, {
      label: 'Memory efficiency',
      help: 'Share of the memory bandwidth that kernels reach: decode gets faster with it.',
      source: WHOLE_STEPS,
    }),
    computeFactor: factor(
      'Compute factor',
      'Multiplies the rate of matrix products in either form: prefill gets faster with it.',
    ),
    memoryFactor: factor(
      'Memory factor',
      'Multiplies the memory bandwidth in either form: decode gets faster with it.',
    ),
    networkFactor: factor(
      'Network factor',
      'Multiplies the bandwidth of links in either form: parallelism gets cheaper with it.',
    ),
    draw: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .meta({
        zero: 'the middle',
        label: 'Draw of the band',
        unit: '',
        help: 'Another draw of what is uncertain: rates by a quarter, overheads by two thirds. The summary’s band is 24 of them.',
        level: 'advanced',
        source: 'as wide as 80 % of published points need it',
        slider: [0, 24],
        scale: 'linear',
      }),
    elementwiseEfficiency: efficiency(0.5, {
      label: 'Element-wise efficiency',
      help: 'Share of the memory bandwidth that norms, activations and sampling reach: long prefills get faster with it.',
      source: 'middle of 0.4–0.6 fitted on measured element-wise kernels',
    }),
    networkEfficiency: efficiency(0.62, {
      label: 'Network efficiency',
      help: 'Share of a link that collectives reach: tensor and expert parallelism get cheaper with it.',
      source: 'middle of 0.59 (A100) and 0.66 (H100), fitted on all-reduce times inside a node',
    }),
    layerOverheadUs: z
      .number()
      .min(0)
      .max(1000)
      .default(37.6)
      .meta({
        label: 'Overhead per layer',
        unit: 'µs',
        help: 'Launches and gaps of one layer: every iteration takes this much longer per layer.',
        level: 'advanced',
        source: WHOLE_STEPS,
        slider: [0, 100],
        scale: 'linear',
      }),
    launchOverheadUs: z
      .number()
      .min(0)
      .max(1000)
      .default(0)
      .meta({
        label: 'Overhead per kernel',
        unit: 'µs',
        help: 'Added to every kernel of a layer. 0, since the overhead per layer was fitted with the launches in it.',
        level: 'advanced',
        source:
          'alone, a GEMM launch measures 2.4–2.8 µs and an attention launch 11–16 µs; CUDA graphs hide most of it',
        slider: [0, 20],
        scale: 'linear',
      }),
    collectiveOverheadUs: z
      .number()
      .min(0)
      .max(10000)
      .default(4.75)
      .meta({
        label: 'Overhead per collective',
        unit: 'µs',
        help: 'Start of every all-reduce or all-to-all, before the start-up of each further rank.',
        level: 'advanced',
        // 10.8 = a + 1.65 × mean(1, 3, 7 further ranks) = a + 6.05
        source: '10.8 µs an all-reduce over tensor parallelism 2, 4 and 8 in the whole-step fit, less 1.65 µs a rank',
        slider: [0, 50],
        scale: 'linear',
      }),
    iterationOverheadUs: z
      .number()
      .min(0)
      .max(1e6)
      .default(300)
      .meta({
        label: 'Overhead per iteration',
        unit: 'µs',
        help: 'Scheduling, batching and sampling on the host between two iterations: every iteration takes this much longer.',
        level: 'advanced',
        source:
          'between 0, which fits published TensorRT-LLM steps best, and the 0.7 ms left of a vLLM step on an H100 (SpecDecode-Bench, arXiv 2601.11580)',
        slider: [0, 5000],
        scale: 'linear',
      }),
    graphMemoryGB: z
      .number()
      .min(0)
      .max(1000)
      .default(0.9)
      .meta({
        label: 'Graphs and context',
        unit: 'GB',
        help: 'Memory of a device held by CUDA graphs, the driver context and workspaces: less is left for the KV cache.',
        level: 'advanced',
        source:
          'what remains of 22.73 GB after 16.06 GB weights, 5.43 GB KV and 0.34 GB activations in a measured vLLM 0.19 run on an RTX 4090',
        slider: [0, 8],
        scale: 'linear',
      }),
    activationFactor: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .meta({
        label: 'Activation factor',
        unit: '×',
        help: 'Activation memory at the largest batch, relative to one layer’s buffers: less is left for the KV cache.',
        level: 'advanced',
        source: 'an engine reuses the buffers of one layer for all',
        slider: [0, 4],
        scale: 'linear',
      }),
  })
  .meta({ label: 'Cost model' })

export type CostSettings = z.output<typeof costSettings>
