/** Types of browser.mjs, which plain Node runs before anything is compiled. */
export function findChromium(): string | null
export function findFirefox(): string | null
export function ensureChromium(): Promise<string | null>
