/** The page opens: from a plain file server, at a sub-path, in both themes, wide and narrow, within its budget of bytes. */

import type { Page } from 'playwright-core'
import { budgets } from '../../scripts/bytes.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'

describe('opening the page', () => {
  // Errors, failed requests and third-party requests fail every test here by themselves (harness.ts).
  e2e.for([
    { width: 1440, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
    { width: 1024, colorScheme: 'light' },
    { width: 375, colorScheme: 'light' },
    { width: 375, colorScheme: 'dark' },
    { width: 320, colorScheme: 'light' },
  ] as const)(
    'has no serious finding of axe and no way to scroll sideways at $width px, $colorScheme',
    async (options, { lab }) => {
      const page = await lab.open({ ...options, reducedMotion: 'reduce' })
      await runFinished(page)
      const { width } = options
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(scrolled, `reaching past the edge: ${await widestElements(page, width)}`).toBeLessThanOrEqual(width)
      expect(await axeFindings(page)).toEqual([])
    },
  )

  e2e('fetches at most 200 KiB before the worker starts', async ({ lab }) => {
    // given a page that has started its worker
    const page = await lab.open()
    const worker = page.workers()[0] ?? (await page.waitForEvent('worker'))
    // when what was fetched before the worker's own script is added up, as it came over the wire
    const entries = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => {
        const { name, startTime, transferSize } = entry as PerformanceResourceTiming
        return { name, startTime, transferSize }
      }),
    )
    const workerStart = entries.find(({ name }) => name === worker.url())?.startTime ?? Number.POSITIVE_INFINITY
    const before = entries.filter(({ startTime, name }) => startTime < workerStart && name !== worker.url())
    // then the sum is within the budget, and is not empty by mistake
    const bytes = before.reduce((sum, { transferSize }) => sum + transferSize, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(budgets.firstPage)
  })
})

/** The elements that reach past the right edge, innermost first, to be named in a failure. */
async function widestElements(page: Page, width: number): Promise<string> {
  const names = await page.evaluate(
    (edge) =>
      [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > edge + 1)
        .map((element) => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent?.slice(0, 20)}`)
        .reverse(),
    width,
  )
  return names.slice(0, 5).join('; ')
}
