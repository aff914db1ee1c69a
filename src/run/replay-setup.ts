/** The set-up that a measured run's file tells, for the engine that simulates it. */
import type { Model } from '../catalog/model.ts'
import type { Patch } from '../experiment/document.ts'
import type { RunSetup } from '../fidelity/measured-run.ts'
import { iterationOverheadUs } from './engine-overhead.ts'

export interface ReplayedServer {
  /** Accelerator, and links where it is described, as a set-up names them. */
  readonly accelerator: Patch
  readonly model: Model
  readonly tensor: number
}

export const replaySetup = ({ accelerator, model, tensor }: ReplayedServer, told: RunSetup): Patch => ({
  ...accelerator,
  model: { id: model.id, knobs: {} },
  precision: { weights: /fp8/.test(told.weights ?? '') ? 'fp8' : 'bf16', kv: 'bf16' },
  placement: { id: 'aggregated', knobs: { instances: 1, tensor } },
  scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: told.tokenBudget ?? 2048 } },
  batching: { maxRunning: told.maxRunning ?? 256 },
  kv: {
    blockTokens: told.blockTokens ?? 16,
    // 0 computes it from the memory.
    capacityTokens: told.kvTokens ?? 0,
    utilisation: told.utilisation ?? 0.9,
    watermark: 0,
  },
  retention: { id: told.prefixCaching === false ? 'none' : 'block-lru', knobs: {} },
  decoder: { id: 'autoregressive', knobs: {} },
  // Files of this kind are written by vLLM where they name no engine.
  cost: { form: 'kernels', iterationOverheadUs: iterationOverheadUs(told.engine ?? 'vllm') },
  horizon: { warmUp: 0 },
})
