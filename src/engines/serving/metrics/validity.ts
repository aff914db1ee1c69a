/**
 * How far a run's figures can be believed. Before any run it depends on the set-up: whether its accelerator, precision, model and
 * links are among those that the cost model was fitted on. After it, on what happened: a cache that is full, more requests than can be
 * served (regime.ts) and streams that lose their blocks again and again make latencies hang on details of an engine that no simulator
 * shares, or on the length of the run.
 */

import { accelerators } from '../../../catalog/accelerators.ts'
import { type FitRecord, findFit, hasOwnFit } from '../../../catalog/kernel-fits.ts'
import type { Summary, Validity } from '../../../kernel/engine.ts'
import { chosen } from '../../../schema/choice.ts'
import { isLinear } from '../cost/linear-form.ts'
import { roles } from '../roles/roles.ts'
import { devicesOf, resolveHardware } from '../set-up/hardware.ts'
import type { ServingSetup } from '../set-up/schema.ts'
import type { Regime } from './regime.ts'

/** KV occupancy from which preemptions and the order of evictions decide. */
const FULL = 0.95
/** Preemptions a finished request from which a run thrashes. */
const THRASHING = 0.1

export interface Outcome {
  readonly ending: Summary['ending']
  readonly requests: { readonly finished: number }
  readonly kv: { readonly peak: number; readonly preemptions: number }
  readonly regime: Regime
}

export function validityOf(setup: ServingSetup, outcome: Outcome): Validity {
  const failing = failuresOf(outcome)
  const extrapolating = beyondCalibration(setup)
  const level = failing.length > 0 ? 'failing' : extrapolating.length > 0 ? 'extrapolating' : 'inside'
  const reasons = level === 'inside' ? [insideReason(setup)] : [...failing, ...extrapolating]
  return {
    level,
    reasons: [...outcome.regime.remarks, ...reasons],
    ...(isBetterByKernels(setup) ? { mend: byKernels } : {}),
  }
}

function failuresOf({ ending, requests, kv, regime }: Outcome): readonly string[] {
  const reasons = [...regime.failing]
  if (ending === 'overloaded' && reasons.length === 0)
    reasons.push('The queue was still growing at the end: latencies are as long as the run.')
  if (ending === 'stranded') reasons.push('Nobody was left who could serve: the wait of those inside has no end.')
  if (kv.peak > FULL)
    reasons.push(
      `The KV cache was ${percent(kv.peak)} full: who waits and who is preempted hangs on details of an engine.`,
    )
  const share = kv.preemptions / Math.max(1, requests.finished)
  if (share > THRASHING)
    reasons.push(
      `${share < 1 ? `${percent(share)} as many preemptions as finished requests` : `${share.toPrecision(2)} preemptions a finished request`}: the run thrashes, and tails hang on whom it hits.`,
    )
  return reasons
}

/** What of the set-up the cost model was not fitted on. */
function beyondCalibration(setup: ServingSetup): readonly string[] {
  const { cost, precision, decoder } = setup
  if (cost.ideal) return ['Ideal rates with no overhead: about 30 % faster than any real server.']
  const { accelerator, model, pools, fleet, peerLink } = resolveHardware(setup)
  const { id, title } = accelerator
  const reasons: string[] = []
  if (isLinear(cost)) reasons.push('Lines in tokens as published, fitted on one model and accelerator by others.')
  else if (cost.form === 'kernels') {
    if (!isMeasured(id)) {
      const near = findFit(id, 'gemm', 'bf16')?.device
      const other = accelerators.find((one) => one.id === near)?.title ?? 'others'
      reasons.push(`No kernel was measured on ${title}: fits of ${other} are scaled by the data sheet.`)
    }
  } else if (!isOfWholeSteps(id))
    reasons.push(`The constants were fitted on whole steps of an H100; ${title} was not among them.`)
  if (precision.weights === 'int4' || precision.weights === 'int8')
    reasons.push(`No product with ${precision.weights} weights was measured.`)
  if (precision.kv === 'int8') reasons.push('No attention over an int8 cache was measured.')
  if (model.attention.kind === 'latent')
    reasons.push('No latent attention was measured: it is priced as one wide head.')
  const together = Math.max(...pools.map(devicesOf))
  if (together > accelerator.node) reasons.push('The instance spans nodes, whose links were measured for pairs only.')
  else if (together > 1 && !peerLink.id.startsWith('nvlink'))
    reasons.push(`No collective was measured over ${peerLink.title}.`)
  if (pools.some(({ pipeline }) => pipeline > 1))
    reasons.push('No run with pipeline stages was among those it was fitted on.')
  if (pools.some(({ duty }) => duty !== 'whole')) reasons.push('No run that moves KV between instances was measured.')
  if (pools.some(({ partition }) => partition)) reasons.push('No accelerator shared between two lanes was measured.')
  if (fleet) reasons.push('No run in which instances start or change was measured: that time is assumed.')
  if (chosen(roles.decoder.definitions, decoder).isDrafting)
    reasons.push('No run with drafted tokens was among those it was fitted on.')
  return reasons
}

/** Whole steps were fitted on one accelerator; where only kernels were measured, they know more. */
const isBetterByKernels = (setup: ServingSetup): boolean => {
  const { id } = resolveHardware(setup).accelerator
  return setup.cost.form === 'steps' && !setup.cost.ideal && isMeasured(id) && !isOfWholeSteps(id)
}
const byKernels = { label: 'Use its measured kernels', edits: { 'setup.cost.form': 'kernels' } }

const isMeasured = (id: string): boolean => hasOwnFit(id, 'gemm') || hasOwnFit(id, 'dense-operators')
const isOfWholeSteps = (id: string): boolean => hasOwnFit(id, 'step')

function insideReason(setup: ServingSetup): string {
  const { id, title } = resolveHardware(setup).accelerator
  const step = findFit(id, 'step', setup.cost.form === 'kernels' ? 'any' : 'plain')
  return step !== null && step.device === id
    ? `Whole steps on ${title}: ${errorOf(step.record)} on ${step.record.heldOut.rows} published points kept out of the fit.`
    : `Kernels measured on ${title}, and a whole run of it replayed within a few percent.`
}

const errorOf = ({ heldOut }: FitRecord): string => `median error ${percent(heldOut.median, 1)}`

const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`
