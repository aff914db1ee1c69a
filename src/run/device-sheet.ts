/** An accelerator by its data sheet, as JSON: what the forms of kernels and a set-up of the serving engine make of it. */
import * as z from 'zod'
import type { Link } from '../catalog/accelerator.ts'
import { links } from '../catalog/links.ts'
import { customAccelerator } from '../engines/serving/roles/accelerator/custom.ts'
import type { Patch } from '../experiment/document.ts'
import { type FitDevice, fitDevice } from '../fidelity/devices.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { type BytesPerSecond, gbps } from '../kernel/units.ts'

const sheet = z.strictObject({
  name: z.string().min(1).max(60),
  bf16_tflops: z.number().positive(),
  /** 0 where it has none. */
  fp8_tflops: z.number().min(0).default(0),
  int8_tflops: z.number().min(0).default(0),
  memory_gb: z.number().positive(),
  bandwidth_gbs: z.number().positive(),
  sms: z.int().positive(),
  /** One way to a peer. */
  link_gbs: z.number().positive().default(63),
  power_w: z.number().positive().default(700),
})

/** An accelerator for the forms of kernels, and as a set-up of the serving engine names it. */
export interface ChosenDevice {
  readonly fit: FitDevice
  readonly setup: Patch
}

export const chosenDevice = (fit: FitDevice): ChosenDevice => ({
  fit,
  setup: { accelerator: { id: fit.id, knobs: {} } },
})

export function readDeviceSheet(name: string, text: string): Result<ChosenDevice> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failure(badSheet(name, 'it is no JSON'))
  }
  const read = sheet.safeParse(value)
  if (!read.success) {
    const [{ path, message }] = read.error.issues
    return failure(badSheet(name, `${path.join('.') || 'the whole'}: ${message}`))
  }
  const told = read.data
  const link = nearestLink(gbps(told.link_gbs))
  const knobs = {
    memoryGB: told.memory_gb,
    bandwidthGBs: told.bandwidth_gbs,
    bf16Tflops: told.bf16_tflops,
    fp8Tflops: told.fp8_tflops,
    int8Tflops: told.int8_tflops,
    units: told.sms,
    powerW: told.power_w,
  }
  const known = customAccelerator.knobs.safeParse(knobs)
  if (!known.success) return failure(badSheet(name, known.error.issues[0].message))
  return success({
    fit: { ...fitDevice(customAccelerator.create(known.data, null)), id: told.name, peer: gbps(told.link_gbs) },
    setup: { accelerator: { id: 'custom', knobs }, peerLink: link.id },
  })
}

/** A set-up names links of the catalogue: the one whose bandwidth is nearest by ratio. */
function nearestLink(bandwidth: BytesPerSecond): Link {
  const far = (link: Link): number => Math.abs(Math.log(link.bandwidth / bandwidth))
  return links.reduce((best, link) => (far(link) < far(best) ? link : best))
}

const badSheet = (name: string, why: string): Problem => ({
  code: 'device-unreadable',
  message: `${name} describes no accelerator: ${why}.`,
  remedy: 'Write for example {"name":"my-gpu","bf16_tflops":400,"memory_gb":48,"bandwidth_gbs":1200,"sms":100}.',
})
