/** Devices as files name them: which accelerator of the catalogue is meant, and which one's fits stand for it. */
import type { Accelerator } from '../catalog/accelerator.ts'
import { accelerators } from '../catalog/accelerators.ts'
import { find } from '../catalog/find.ts'
import { links } from '../catalog/links.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import type { BytesPerSecond } from '../kernel/units.ts'

export interface FitDevice {
  /** Of the catalogue, or the name of a described one. */
  readonly id: string
  readonly flops: Accelerator['flops']
  readonly bandwidth: BytesPerSecond
  readonly units: number
  /** One way to a peer in the node, and to another node. */
  readonly peer: BytesPerSecond
  readonly node: BytesPerSecond
}

/** Words that name an accelerator in any file; longer ones first, so that `a100-40gb` would not be an `a100`. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^(nvidia[ _-])?h200/, 'h200-sxm'],
  [/^(nvidia[ _-])?h20($|[ _-])/, 'h20'],
  [/^(nvidia[ _-])?h100/, 'h100-sxm'],
  [/^(nvidia[ _-])?a100/, 'a100-80gb-sxm'],
  [/^(nvidia[ _-])?b200/, 'b200-sxm'],
  [/^(amd[ _-])?(instinct[ _-])?mi300x/, 'mi300x'],
  [/^(nvidia[ _-])?l40s?/, 'l40s'],
  [/^(nvidia[ _-])?(geforce[ _-])?rtx[ _-]?4090/, 'rtx-4090'],
  [/^(nvidia[ _-])?(geforce[ _-])?rtx[ _-]?3090/, 'rtx-3090'],
  [/ascend[ _-]?910c/, 'ascend-910c'],
]

export function deviceNamed(name: string): FitDevice | null {
  const plain = name.trim().toLowerCase()
  const exact = accelerators.find(({ id, title }) => id === plain || title.toLowerCase() === plain)
  const id = exact?.id ?? ALIASES.find(([pattern]) => pattern.test(plain))?.[1]
  const known = accelerators.find((one) => one.id === id)
  return known === undefined ? null : fitDevice(known)
}

/** The device, or a problem that lists the known ones. */
export function findDevice(name: string): Result<FitDevice> {
  const device = deviceNamed(name)
  if (device !== null) return success(device)
  return failure({
    code: 'device-unknown',
    message: `The accelerator “${name.slice(0, 40)}” is unknown.`,
    remedy: `Known are ${knownDevices()}; the command line takes another by its data sheet (--device FILE.json).`,
  })
}

export const knownDevices = (): string => accelerators.map(({ id }) => id).join(', ')

export const fitDevice = ({ id, flops, memoryBandwidth, units, peerLink }: Accelerator): FitDevice => ({
  id,
  flops,
  bandwidth: memoryBandwidth,
  units,
  peer: find(links, peerLink).bandwidth,
  node: find(links, 'infiniband-ndr').bandwidth,
})

/** Peak rate for a dtype; one that the device lacks is multiplied in bf16. */
export const rateOf = ({ flops }: FitDevice, dtype: string): number =>
  dtype.startsWith('fp8') ? (flops.fp8 ?? flops.bf16) : dtype === 'int8' ? (flops.int8 ?? flops.bf16) : flops.bf16
