/**
 * Milliseconds that a wait for one thing on a page may take before it counts as a hang: a cold page takes 3 s, ten times as long on
 * two cores under a load of twenty.
 */
export const PATIENCE = 120_000

/**
 * A Firefox for puppeteer, as patient as the rest. Its compiler mixes legacy SSE instructions (`mulps`) into AVX code and never clears
 * the upper halves of the registers, which some processors punish at every switch: there a document of the tokens engine
 * took over 40 s instead of 3, with the same bytes. Whoever opens the page there waits as long: this is for tests of bytes alone.
 */
export const firefoxOptions = (executablePath: string) =>
  ({
    browser: 'firefox',
    executablePath,
    headless: true,
    timeout: PATIENCE,
    protocolTimeout: 5 * PATIENCE,
    extraPrefsFirefox: { 'javascript.options.wasm_simd_avx': false },
  }) as const

/** Flags of Chromium for tests and screenshots: works as root and in a container, and phones nobody. */
export const chromiumFlags = [
  '--no-sandbox',
  // Containers have 64 MB of /dev/shm, which a page of canvases fills.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const
