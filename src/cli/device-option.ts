/** `--gpu NAME` and `--device FILE`: the accelerator of files that name none, or one that the catalogue lacks. */
import { findDevice } from '../fidelity/devices.ts'
import { type Result, success } from '../kernel/problem.ts'
import { type ChosenDevice, chosenDevice } from '../run/device-sheet.ts'
import type { Input } from './command.ts'
import { readIncomingFile } from './incoming-file.ts'
import type { Terminal } from './terminal.ts'

export const deviceOptions = { gpu: { type: 'string' }, device: { type: 'string' } } as const

export const deviceHelp = [
  { option: '--gpu NAME', help: 'the accelerator, where the file names none' },
  {
    option: '--device FILE',
    help: 'JSON of a data sheet: {"name","bf16_tflops","memory_gb","bandwidth_gbs","sms"}, and "fp8_tflops","int8_tflops","link_gbs" (one way, 63),"power_w"',
  },
]

/** The device of the options; null where neither is given. */
export async function deviceOf(input: Input, terminal: Terminal): Promise<Result<ChosenDevice | null>> {
  const file = input.text('device')
  if (file !== undefined) return describedIn(file, terminal)
  const name = input.text('gpu')
  if (name === undefined) return success(null)
  const device = findDevice(name)
  return device.ok ? success(chosenDevice(device.value)) : device
}

async function describedIn(file: string, terminal: Terminal): Promise<Result<ChosenDevice>> {
  const read = await readIncomingFile(file, terminal, ['accelerator'])
  return read.ok ? success(read.value.content.device) : read
}
