/** `--gpu NAME` and `--device FILE`: the accelerator of files that name none, or one that the catalogue lacks. */
import { z } from 'zod'
import type { Accelerator } from '../catalog/accelerator.ts'
import { accelerators } from '../catalog/accelerators.ts'
import { deviceNamed, type FitDevice, fitDevice, knownDevices } from '../fidelity/devices.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { GB, gbps, tflops } from '../kernel/units.ts'
import type { Input } from './command.ts'
import { readText } from './source-file.ts'

export const deviceOptions = { gpu: { type: 'string' }, device: { type: 'string' } } as const

export const deviceHelp = [
  { option: '--gpu NAME', help: 'the accelerator, where the file names none' },
  {
    option: '--device FILE',
    help: 'JSON of a data sheet: {"name","bf16_tflops","memory_gb","bandwidth_gbs","sms"}, and "fp8_tflops","link_gbs","power_w"',
  },
]

const sheet = z.strictObject({
  name: z.string().min(1).max(60),
  bf16_tflops: z.number().positive(),
  fp8_tflops: z.number().positive().optional(),
  int8_tflops: z.number().positive().optional(),
  memory_gb: z.number().positive(),
  bandwidth_gbs: z.number().positive(),
  sms: z.int().positive(),
  /** One way to a peer. */
  link_gbs: z.number().positive().optional(),
  power_w: z.number().positive().optional(),
})

const LARGEST = 100_000

/** The accelerator of the options; null where neither is given. */
export async function acceleratorOf(input: Input): Promise<Result<Accelerator | null>> {
  const file = input.text('device')
  if (file !== undefined) return describedIn(file)
  const name = input.text('gpu')
  if (name === undefined) return success(null)
  const device = deviceNamed(name)
  return device === null ? failure(unknown(name)) : success(accelerators.find(({ id }) => id === device.id) ?? null)
}

export const deviceOf = (accelerator: Accelerator | null): FitDevice | undefined =>
  accelerator === null ? undefined : fitDevice(accelerator)

async function describedIn(file: string): Promise<Result<Accelerator>> {
  const text = await readText(file, LARGEST)
  if (!text.ok) return text
  let value: unknown
  try {
    value = JSON.parse(text.value)
  } catch {
    return failure(badSheet(file, 'it is no JSON'))
  }
  const read = sheet.safeParse(value)
  if (!read.success) {
    const [{ path, message }] = read.error.issues
    return failure(badSheet(file, `${path.join('.') || 'the whole'}: ${message}`))
  }
  const { name, bf16_tflops, fp8_tflops, int8_tflops, memory_gb, bandwidth_gbs, sms, power_w = 0 } = read.data
  return success({
    id: name,
    title: name,
    memory: GB(memory_gb),
    memoryBandwidth: gbps(bandwidth_gbs),
    flops: {
      bf16: tflops(bf16_tflops),
      ...(fp8_tflops === undefined ? {} : { fp8: tflops(fp8_tflops) }),
      ...(int8_tflops === undefined ? {} : { int8: tflops(int8_tflops) }),
    },
    units: sms,
    peerLink: 'pcie-5-x16',
    hostLink: 'pcie-5-x16',
    node: 8,
    power: power_w,
    source: `data sheet in ${file}`,
  })
}

const unknown = (name: string): Problem => ({
  code: 'device-unknown',
  message: `The accelerator “${name.slice(0, 40)}” is unknown.`,
  remedy: `Known are ${knownDevices().join(', ')}; describe another with --device FILE.json.`,
})

const badSheet = (file: string, why: string): Problem => ({
  code: 'device-unreadable',
  message: `${file} describes no accelerator: ${why}.`,
  remedy: 'Write for example {"name":"my-gpu","bf16_tflops":400,"memory_gb":48,"bandwidth_gbs":1200,"sms":100}.',
})
