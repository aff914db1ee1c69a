/**
 * Numbers of knobs: how they are written, read back, and how a slider of 1,000 steps maps onto a linear or log range.
 */
import type { NumberField } from '../kernel/description.ts'

export const SLIDER_STEPS = 1000

/** Up to 6 significant digits, grouped by thousands: 12,772,783 would be 12,772,800, but no knob is that long. */
const written = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })
export const formatKnob = (value: number): string => written.format(value)

/** What stands in the number input: no grouping, so that it can be typed over and read back. */
export const editableKnob = (value: number): string => String(value)

/** Log scale from zero would need log 0: such a range is bent with log(1 + x / floor), floor = max / 1,000. */
const bend = (field: NumberField): number => (field.sliderMin > 0 ? 0 : field.sliderMax / 1000)

/** Slider position 0 … SLIDER_STEPS of a value; values beyond the teaching range rest at its ends. */
export function sliderPosition(field: NumberField, value: number): number {
  const { sliderMin, sliderMax } = field
  const held = Math.min(sliderMax, Math.max(sliderMin, value))
  const share =
    field.scale === 'linear'
      ? (held - sliderMin) / (sliderMax - sliderMin)
      : (Math.log(held + bend(field)) - Math.log(sliderMin + bend(field))) /
        (Math.log(sliderMax + bend(field)) - Math.log(sliderMin + bend(field)))
  return Math.round(share * SLIDER_STEPS)
}

/** Value at a slider position, rounded to three significant digits so that links and labels stay short. */
export function sliderValue(field: NumberField, position: number): number {
  const { sliderMin, sliderMax } = field
  const share = position / SLIDER_STEPS
  const raw =
    field.scale === 'linear'
      ? sliderMin + share * (sliderMax - sliderMin)
      : Math.exp(
          Math.log(sliderMin + bend(field)) +
            share * (Math.log(sliderMax + bend(field)) - Math.log(sliderMin + bend(field))),
        ) - bend(field)
  if (position <= 0) return sliderMin
  if (position >= SLIDER_STEPS) return sliderMax
  const short = Number(raw.toPrecision(3))
  const value = field.integer ? Math.round(short) : short
  return Math.min(sliderMax, Math.max(sliderMin, value))
}

/** Keyboard step of the slider: at least one whole unit for integers, else one hundredth of the range. */
export function sliderStep(field: NumberField): number {
  const whole = field.integer && field.scale === 'linear' ? SLIDER_STEPS / (field.sliderMax - field.sliderMin) : 1
  return Math.max(1, Math.floor(whole))
}

/** Step of the number input's arrows: 1 for integers, else a power of ten near a hundredth of the teaching range. */
export function inputStep(field: NumberField): number {
  if (field.integer) return 1
  return 10 ** Math.floor(Math.log10((field.sliderMax - field.sliderMin) / 50))
}

export type KnobReading =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'wrong'; readonly reason: string }

/** What a person typed. Nothing is clamped silently: out of range is told with the range. */
export function readKnob(field: NumberField, text: string): KnobReading {
  const trimmed = text.trim()
  const value = Number(trimmed)
  if (trimmed === '' || !Number.isFinite(value)) return { kind: 'wrong', reason: 'A number is needed.' }
  if (field.integer && !Number.isInteger(value)) return { kind: 'wrong', reason: 'A whole number is needed.' }
  if (value < field.min || value > field.max) {
    return {
      kind: 'wrong',
      reason: `From ${formatKnob(field.min)} to ${formatKnob(field.max)}, not ${formatKnob(value)}.`,
    }
  }
  return { kind: 'value', value }
}
