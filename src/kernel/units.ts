/** Quantities are aliases in base units: they add and divide without casts, and tell the reader the unit. */
export type Seconds = number
export type Bytes = number
export type Tokens = number
export type Flop = number
export type FlopPerSecond = number
export type BytesPerSecond = number
export type Watts = number
/** 0 to 1. */
export type Fraction = number

export const ms = (n: number): Seconds => n / 1e3
export const us = (n: number): Seconds => n / 1e6
export const ns = (n: number): Seconds => n / 1e9
export const GB = (n: number): Bytes => n * 1e9
export const GiB = (n: number): Bytes => n * 1_073_741_824
export const gbps = (n: number): BytesPerSecond => n * 1e9
export const tflops = (n: number): FlopPerSecond => n * 1e12
