/** The engine of look-ups on the page: threads, lines and times as timelines, and the structure that is searched as a picture. */
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { numberField, openGroup } from './reader.ts'

const KEYS = '#/lab?v=2&engine=index-locality&subject.keys=5000&subject.operations=2000&arm.b.subject.index=skiplist'
const VECTORS =
  '#/lab?v=2&engine=index-locality&subject=vectors&subject.vectors=2048&subject.operations=400&subject.lookaside=buffer'

describe('the engine of look-ups', () => {
  e2e('shows threads, lines and times, and the knobs of what is looked up', async ({ lab }) => {
    const page = await lab.open({ path: KEYS, reducedMotion: 'reduce' })
    await runFinished(page)
    for (const id of ['threads', 'lines', 'latency', 'operations'])
      await page.locator(`[data-timeline="${id}"] canvas`).first().waitFor()
    expect(await page.locator('[data-metric="misses"]').first().textContent()).toContain('Misses of an operation')
    const tabs = await page.getByRole('tab').allInnerTexts()
    expect(tabs).toEqual(['Timelines', 'Structure', 'Sweep'])
    await openGroup(page, 'Look-ups')
    expect(await numberField(page, 'Keys').inputValue()).toBe('5000')
    expect(await axeFindings(page)).toEqual([])
  })

  e2e('draws the structure, a row a level, and says the same in words and as a table', async ({ lab }) => {
    const page = await lab.open({ path: `${KEYS}&view.stage=structure`, reducedMotion: 'reduce' })
    await runFinished(page)
    const picture = page.getByRole('img', { name: /^B-skip list of \d levels/ })
    await picture.waitFor()
    expect(await picture.locator('rect').count()).toBeGreaterThan(40)
    await page.getByRole('button', { name: 'As a table' }).press('Enter')
    await page.getByRole('table', { name: 'B-skip list' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`has no findings, ${colorScheme}, and fits 320 px`, async ({ lab }) => {
      const path = `${VECTORS}&view.stage=structure`
      const page = await lab.open({ path, colorScheme, reducedMotion: 'reduce', width: 320, height: 800 })
      await runFinished(page)
      await page.getByRole('img', { name: /groups of centres/ }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)
    })
  }
})
