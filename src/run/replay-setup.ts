/** The set-up that a measured run's file tells, for the engine that simulates it. */
import type { Model } from '../catalog/model.ts'
import type { Patch } from '../experiment/document.ts'
import { findDevice } from '../fidelity/devices.ts'
import type { RunSetup } from '../fidelity/measured-run.ts'
import { findModel } from '../fidelity/model-named.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { iterationOverheadUs } from './engine-overhead.ts'
import { modelPatch } from './model-patch.ts'

export interface ReplayedServer {
  /** Accelerator, and links where it is described, as a set-up names them. */
  readonly accelerator: Patch
  readonly model: Model
  readonly tensor: number
}

/** What a person says of the server goes before what the file tells. */
export function serverOf(told: RunSetup, chosen: Partial<ReplayedServer> = {}): Result<ReplayedServer> {
  const accelerator = chosen.accelerator ? success(chosen.accelerator) : acceleratorOf(told)
  if (!accelerator.ok) return accelerator
  const model = chosen.model ? success(chosen.model) : modelOf(told)
  if (!model.ok) return model
  return success({
    accelerator: accelerator.value,
    model: model.value,
    tensor: chosen.tensor ?? told.tensor ?? 1,
  })
}

function acceleratorOf({ device }: RunSetup): Result<Patch> {
  if (device === null) return failure(nameless('accelerator', '--gpu'))
  const found = findDevice(device)
  return found.ok ? success({ accelerator: { id: found.value.id, knobs: {} } }) : found
}

const modelOf = ({ model }: RunSetup): Result<Model> =>
  model === null ? failure(nameless('model', '--model')) : findModel(model)

const nameless = (what: string, option: string): Problem => ({
  code: `${what}-missing`,
  message: `No ${what} is named.`,
  remedy: `Name one (${option} on the command line), or in the file of the set-up.`,
})

export const replaySetup = ({ accelerator, model, tensor }: ReplayedServer, told: RunSetup): Patch => ({
  ...accelerator,
  ...modelPatch(model),
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
  prefixCache: { id: told.prefixCaching === false ? 'none' : 'block-lru', knobs: {} },
  decoder: { id: 'autoregressive', knobs: {} },
  // Files of this kind are written by vLLM where they name no engine.
  cost: { form: 'kernels', iterationOverheadUs: iterationOverheadUs(told.engine ?? 'vllm') },
  horizon: { warmUp: 0 },
})
