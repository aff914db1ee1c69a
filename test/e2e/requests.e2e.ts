/** The table of requests with ten thousand of them: few rows in the page, all of them within reach. */
import type { Page } from 'playwright-core'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'

const path =
  '#/lab?v=2&workload.requests=10000&workload.rate=100&lengths.prompt=fixed&lengths.prompt.tokens=64&lengths.output=fixed&lengths.output.tokens=4&view.stage=requests'

const rows = (page: Page) => page.locator('.requests-table tbody tr[aria-rowindex]')
const firstSeen = (page: Page) =>
  page.evaluate(() => {
    const scroller = document.querySelector('.requests-scroll')
    const head = scroller?.querySelector('thead th')?.getBoundingClientRect().bottom ?? 0
    const all = [...(scroller?.querySelectorAll('tbody tr[aria-rowindex]') ?? [])]
    return all.find((row) => row.getBoundingClientRect().bottom > head + 2)?.textContent ?? ''
  })

/** The answer follows the end of the run: until it is here the table holds those of a moment before. */
const allAreListed = (page: Page) =>
  expect
    .poll(() =>
      page
        .getByRole('table')
        .filter({ has: page.getByRole('button', { name: 'Arrived' }) })
        .getAttribute('aria-rowcount'),
    )
    .toBe('10001')

describe('ten thousand requests', () => {
  e2e('are a table of as many rows, of which few are in the page', async ({ lab }) => {
    const page = await lab.open({ path, reducedMotion: 'reduce' })
    await runFinished(page)
    await allAreListed(page)
    expect(await rows(page).count()).toBeGreaterThan(10)
    expect(await rows(page).count()).toBeLessThan(100)
    expect(await axeFindings(page)).toEqual([])
    // somewhere in the middle: a row knows its place, and the page holds no more of them
    await page.locator('.requests-scroll').evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight / 2
    })
    await expect.poll(async () => Number.parseInt(await firstSeen(page), 10)).toBeGreaterThan(4500)
    expect(await rows(page).count()).toBeLessThan(100)
    expect(await page.getByRole('button', { name: 'Request 0', exact: true }).count()).toBe(1)
  })

  e2e('are sorted by a column, and walked by keys to the last', async ({ lab }) => {
    const page = await lab.open({ path, reducedMotion: 'reduce' })
    await runFinished(page)
    await allAreListed(page)
    const sort = page.getByRole('columnheader', { name: 'Request' }).getByRole('button')
    await sort.press('Enter')
    await expect.poll(() => firstSeen(page)).toMatch(/^9999/)
    expect(await page.getByRole('columnheader', { name: 'Request' }).getAttribute('aria-sort')).toBe('descending')
    // the key that sorts keeps the focus; one Tab stop leads into the rows
    expect(await sort.evaluate((element) => element === document.activeElement)).toBe(true)
    const stop = page.locator('.requests-table tbody button[tabindex="0"]')
    expect(await stop.count()).toBe(1)
    await stop.focus()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    await page.keyboard.press('End')
    await expect.poll(focused).toBe('Request 0')
    const last = page.getByRole('button', { name: 'Request 0', exact: true })
    const isSeen = () =>
      last.evaluate((button) => {
        const seen = button.closest('.requests-scroll')?.getBoundingClientRect()
        const { top, bottom } = button.getBoundingClientRect()
        return seen !== undefined && top >= seen.top && bottom <= seen.bottom + 1
      })
    await expect.poll(isSeen).toBe(true)
    expect(await last.locator('xpath=ancestor::tr').getAttribute('aria-rowindex')).toBe('10001')
    await page.keyboard.press('ArrowUp')
    await expect.poll(focused).toBe('Request 1')
    // Enter opens the inspector, and the row says so; the focus stays
    await page.keyboard.press('Enter')
    expect(await page.getByRole('button', { name: 'Request 1', exact: true }).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('Home')
    await expect.poll(focused).toBe('Request 9999')
    expect(await rows(page).count()).toBeLessThan(100)
  })

  e2e('keep a state of their own in the filter, from its first row on', async ({ lab }) => {
    const page = await lab.open({ path, width: 375, height: 800, reducedMotion: 'reduce' })
    await runFinished(page)
    await allAreListed(page)
    await page.locator('.requests-scroll').evaluate((scroller) => {
      scroller.scrollTop = scroller.scrollHeight
    })
    await expect.poll(async () => Number.parseInt(await firstSeen(page), 10)).toBeGreaterThan(9900)
    await page.getByLabel('State').selectOption('finished')
    await expect.poll(() => firstSeen(page)).toMatch(/^0/)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
  })
})
