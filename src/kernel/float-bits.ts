/**
 * The bits of a double, through one shared view: exponent and top mantissa bits without a call or an allocation.
 * Typed arrays follow the machine's byte order, so which half is the high word is asked once instead of assumed.
 */
const float = new Float64Array(1)
const words = new Uint32Array(float.buffer)
float[0] = 1 // 0x3ff00000_00000000: only the high word differs from zero

/** Index of the word with sign, exponent and 20 mantissa bits. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0
const LOW = 1 - HIGH

/** Sign (1 bit), biased exponent (11) and top mantissa bits (20) of x, unsigned. */
export const highWord = (x: number): number => {
  float[0] = x
  return words[HIGH]
}

/** The low 32 mantissa bits of x, unsigned. */
export const lowWord = (x: number): number => {
  float[0] = x
  return words[LOW]
}

/** The double made of two words. */
export const fromWords = (high: number, low: number): number => {
  words[HIGH] = high
  words[LOW] = low
  return float[0]
}
