/**
 * The code that reads and writes links. The first picture does without it: it comes with an address that names an experiment, else in a
 * moment when the browser has nothing better to do, and at the latest when a link is read or written.
 */
export type LinkCode = typeof import('../experiment/link.ts')

let here: LinkCode | null = null

export async function loadLinkCode(): Promise<LinkCode> {
  here = await import('../experiment/link.ts')
  return here
}

/** Hands it to `use`, at once where it is here. `refuse` is told where it cannot be loaded. */
export function withLinkCode(use: (code: LinkCode) => void, refuse: (error: unknown) => void): void {
  if (here === null) loadLinkCode().then(use, refuse)
  else use(here)
}
