/**
 * The rates that operators reach under a set-up: of the data sheet what the settings say, or fitted kernels, and the roof over all of
 * them.
 */
import type { Accelerator } from '../../../catalog/accelerator.ts'
import { type Coefficients, coefficients as coefficientsOf } from './coefficients.ts'
import { type KernelForms, type KernelSetup, kernelForms } from './kernel-forms.ts'
import type { Rates } from './operator.ts'
import { matrixRate, type Precision } from './precision.ts'
import type { Roof } from './roof.ts'
import type { CostSettings } from './settings.ts'

export interface RatesSetup extends KernelSetup {
  readonly accelerator: Accelerator
  readonly precision: Precision
  /** At their draw. */
  readonly settings: CostSettings
}

export interface ReachedRates {
  readonly coefficients: Coefficients
  readonly kernels: KernelForms | null
  /** Products with weights of the set-up's precision, products in bf16, and operators that only move. */
  readonly quantised: Rates
  readonly plain: Rates
  readonly moving: Rates
  /** The larger one of what any operator on a device may reach. */
  readonly roof: Roof
}

export function ratesOf(setup: RatesSetup): ReachedRates {
  const { accelerator, precision, settings } = setup
  const coefficients = coefficientsOf(settings)
  const { launch } = coefficients
  const { memoryBandwidth } = accelerator
  const sheet = (settings.ideal ? 1 : settings.memoryFactor) * memoryBandwidth
  const memory = coefficients.memory * memoryBandwidth
  const kernels = settings.form === 'kernels' && !settings.ideal ? kernelForms(setup) : null
  const shared = { memory, launch, sheet, ...(kernels && { kernels }) }
  const quantised: Rates = { flops: coefficients.compute * matrixRate(accelerator, precision), ...shared }
  const plain: Rates = { flops: coefficients.compute * accelerator.flops.bf16, ...shared }
  const moving: Rates = {
    flops: Number.POSITIVE_INFINITY,
    memory: (kernels?.elementwise.memory ?? coefficients.elementwise) * memoryBandwidth,
    launch: kernels?.elementwise.launch ?? launch,
    sheet,
  }
  // Attention of latent heads multiplies at the plain rate in either form.
  const roof: Roof = kernels
    ? { flops: Math.max(kernels.roof.flops, plain.flops), memory: kernels.roof.memory }
    : { flops: Math.max(quantised.flops, plain.flops), memory: Math.max(memory, moving.memory) }
  return { coefficients, kernels, quantised, plain, moving, roof }
}
