/**
 * Bytes as letters a link may hold (RFC 4648, section 5, without padding). Written out because the core knows no
 * browser function, and `atob` throws where a broken link deserves an answer.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUE_OF: Readonly<Record<string, number>> = Object.fromEntries([...ALPHABET].map((letter, i) => [letter, i]))

/** Three bytes become four letters: 100 bytes make 134. */
export function toBase64url(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    for (let letter = 0; letter < Math.min(4, left + 1); letter++) text += ALPHABET[(word >> (18 - 6 * letter)) & 63]
  }
  return text
}

/** Null where a letter is none of the alphabet, or one letter is left over (it carries 6 bits, a byte needs 8). */
export function fromBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let word = 0
  let bits = 0
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const value = VALUE_OF[text.charAt(i)]
    if (value === undefined) return null
    word = ((word << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[length++] = (word >> bits) & 0xff
  }
  return bytes
}
