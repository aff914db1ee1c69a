/**
 * Hands a trace to Perfetto's viewer, another site, in the reader's own browser: the viewer is opened in the click, asked until
 * it answers, and then given the trace. Nothing goes over the network but the viewer's own page.
 *
 * Source: Perfetto documentation, "Deep linking to the Perfetto UI".
 */
const VIEWER = 'https://ui.perfetto.dev'
const ASK = 200 // ms
const PATIENCE = 30_000 // ms

/** The window must be opened in the click itself, before the trace is there; null where the browser refuses. */
export const openViewer = (): Window | null => window.open(VIEWER)

/** Rejects when the viewer does not answer (no network, another page in its place). */
export function handOver(
  viewer: Window,
  trace: { readonly text: string; readonly title: string; readonly url: string },
): Promise<void> {
  const { text, title, url } = trace
  return new Promise((resolve, reject) => {
    const asking = setInterval(() => viewer.postMessage('PING', VIEWER), ASK)
    const giveUp = setTimeout(() => end(new Error('the viewer did not answer')), PATIENCE)
    const hear = ({ origin, data }: MessageEvent<unknown>) => {
      if (origin !== VIEWER || data !== 'PONG') return
      const buffer = new TextEncoder().encode(text).buffer
      viewer.postMessage({ perfetto: { buffer, title, fileName: `${title}.json`, url } }, VIEWER, [buffer])
      end(null)
    }
    const end = (error: Error | null) => {
      clearInterval(asking)
      clearTimeout(giveUp)
      removeEventListener('message', hear)
      if (error) reject(error)
      else resolve()
    }
    addEventListener('message', hear)
  })
}
