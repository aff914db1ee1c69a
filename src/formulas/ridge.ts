/**
 * The ridge of a roofline: FLOP per byte above which the multipliers and below which the memory decides.
 * H100 in bf16: 989.4 T / 3.35 T = 295 FLOP/byte; a decode GEMM with bf16 weights does about one FLOP per byte and row,
 * so some 295 streams are needed to fill it.
 *
 * Source: Williams, Waterman, Patterson 2009, Roofline.
 */
import type { BytesPerSecond, FlopPerSecond } from '../kernel/units.ts'

export const ridge = (flops: FlopPerSecond, bandwidth: BytesPerSecond): number => flops / bandwidth
