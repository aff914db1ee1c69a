/**
 * Keeps the lab for a later visit without a network, where the browser can: service workers need https or localhost, and a
 * classroom's plain server has neither. Loaded after the first run stands, so that it takes nothing from the first picture.
 */
import type { Workbox } from 'workbox-window'

export interface Update {
  /** Takes the waiting version over and loads the page again. The address holds the experiment. */
  readonly take: () => void
}

/** Calls back when a newer version lies ready. */
export async function keepOffline(onUpdate: (update: Update) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !isSecureContext || import.meta.env.DEV) return
  const { Workbox: WorkboxClass } = await import('workbox-window')
  const workbox: Workbox = new WorkboxClass('./sw.js', { scope: './' })
  const offer = () =>
    onUpdate({
      take: () => {
        workbox.addEventListener('controlling', () => location.reload())
        workbox.messageSkipWaiting()
      },
    })
  workbox.addEventListener('waiting', offer)
  try {
    await workbox.register()
  } catch {
    // Private windows and school policies forbid it: the lab works all the same, with a network.
  }
}
