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
