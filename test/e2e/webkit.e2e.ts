/** The page opens and runs in WebKit too. Skipped, with a word, where it is not installed. */
import { expect, inject, it } from 'vitest'
import { openWebKit } from '../../scripts/webkit.ts'

it('opens in WebKit, runs, and shows its first figures', async ({ skip }) => {
  const webkit = await openWebKit()
  if (webkit === null) return skip('WebKit (WebKitWebDriver, MiniBrowser, Xvfb) is not installed')
  try {
    // given the page in a WebKit of its own, when the live run has ended
    await webkit.goto(`${inject('pageAddress')}#/lab?v=1&workload.rate=3&seed=2`)
    await webkit.waitFor(
      () =>
        document.querySelector('.run-progress')?.textContent?.includes('computed to') &&
        document.querySelectorAll('[data-plot]').length > 3,
    )
    // then its charts and figures stand there
    const seen = await webkit.evaluate(
      () => ({
        charts: document.querySelectorAll('[data-plot]').length,
        figures: document.querySelectorAll('table.summary td').length,
      }),
      null,
    )
    expect(seen.charts).toBeGreaterThan(3)
    expect(seen.figures).toBeGreaterThan(5)
  } finally {
    await webkit.close()
  }
})
