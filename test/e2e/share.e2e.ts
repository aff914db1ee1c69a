/** What Share and Export hand out, as whoever gets it sees it: a frame, a code, a trace in another site's viewer. */
import { describe, e2e, expect, runFinished } from './harness.ts'

describe('Share', () => {
  e2e('shows the frame it gives the code of, with the timelines and the knob chosen', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await page.getByRole('button', { name: 'Share', exact: true }).press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('QR code for a classroom').press('Enter')
    await dialog.getByRole('img', { name: 'QR code of the link' }).waitFor()
    await dialog.getByText('Embed in another page').press('Enter')
    await dialog.getByRole('checkbox', { name: 'Requests' }).press('Space')
    await dialog.getByLabel(/Knobs, 3 at most/).selectOption({ label: 'Token budget' })
    const code = await dialog.getByRole('textbox', { name: 'Embed code' }).inputValue()
    const src = /src="([^"]+)"/.exec(code)?.[1].replaceAll('&amp;', '&')
    expect(src).toContain('#/embed/kv,scheduler.knobs.tokenBudget?v=2&')
    const frame = page.frameLocator('.share-preview')
    await frame.getByRole('spinbutton', { name: 'Token budget' }).waitFor()
    await frame.getByRole('slider', { name: /KV-cache occupancy/ }).waitFor()
    expect(await frame.getByRole('slider', { name: /^Requests/ }).count()).toBe(0)
  })
})

describe('an embedded page', () => {
  e2e('fits 320 px, and stands though its options are broken', async ({ lab }) => {
    for (const options of ['kv+requests,workload.knobs.rate', '%E0%A4%A']) {
      const page = await lab.open({ path: `#/embed/${options}?v=1&workload.requests=40`, width: 320, height: 480 })
      await page.getByRole('link', { name: 'Open in Tokenscope' }).waitFor()
      await page.getByRole('slider', { name: /KV-cache occupancy/ }).waitFor()
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, options).toBeLessThanOrEqual(0)
    }
  })
})

describe('Export', () => {
  e2e('hands the trace to Perfetto once the viewer answers', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce', isAlone: true })
    await runFinished(page)
    // Until the viewer has loaded, the window opened is not its site yet: the browser says so for each early PING.
    lab.expectError(/Failed to execute 'postMessage'/)
    // given a viewer that is ready after its third PING, as Perfetto is some time after it loads
    const viewer = `<!doctype html><title>viewer</title><script>
      let pings = 0
      addEventListener('message', ({ data, source, origin }) => {
        if (data === 'PING' && ++pings === 3) source.postMessage('PONG', origin)
        if (data.perfetto) window.got = data.perfetto
      })</script>`
    await page
      .context()
      .route('https://ui.perfetto.dev/**', (route) => route.fulfill({ contentType: 'text/html', body: viewer }))
    await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
    const [opened] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('button', { name: 'Open in Perfetto' }).press('Enter'),
    ])
    await opened.waitForFunction(() => 'got' in window)
    const got = await opened.evaluate(() => {
      const { title, url, buffer } = (window as unknown as { got: { title: string; url: string; buffer: ArrayBuffer } })
        .got
      const { traceEvents } = JSON.parse(new TextDecoder().decode(buffer)) as { traceEvents: unknown[] }
      return { title, url, events: traceEvents.length }
    })
    expect(got.title).toBe('A burst fills the cache (A)')
    expect(got.url).toContain('#/lab?v=2')
    expect(got.events).toBeGreaterThan(1000)
    // and the dialog no longer waits
    await expect.poll(() => page.getByText('Waiting for the viewer…').count()).toBe(0)
  })
})
