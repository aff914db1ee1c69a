/** The papers: the list with its states, a paper with its claim, and what the lab measures when asked. */
import { axeFindings, describe, e2e, expect } from './harness.ts'

describe('the papers', () => {
  e2e('are listed by family, found by words, and say which run', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers', reducedMotion: 'reduce', width: 320, height: 800 })
    await page.getByRole('heading', { name: 'Serving systems' }).waitFor()
    expect(await page.getByRole('listitem').count()).toBe(111)
    expect(await axeFindings(page)).toEqual([])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    await page.getByLabel('Search').fill('fastgen')
    expect(await page.getByRole('listitem').count()).toBe(1)
    await page.getByRole('link', { name: 'DeepSpeed-FastGen' }).press('Enter')
    await page.getByRole('heading', { name: 'What it claims' }).waitFor()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`measure a claim with five seeds when asked, ${colorScheme}`, async ({ lab }) => {
      const page = await lab.open({ path: '#/papers/dynamic-splitfuse', colorScheme, reducedMotion: 'reduce' })
      await page.getByRole('button', { name: 'Measure with five seeds' }).press('Enter')
      await page
        .getByText(/^(direction confirmed|size comparable): /)
        .first()
        .waitFor({ timeout: 60_000 })
      expect(await page.getByRole('row').count()).toBe(6)
      expect(await axeFindings(page)).toEqual([])
      if (colorScheme === 'dark') return
      await page.getByRole('link', { name: 'Run it in the Lab' }).press('Enter')
      await page.getByRole('heading', { name: 'Summary' }).waitFor()
    })
  }

  e2e('that are planned or unknown say so above the list', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/llumnix', reducedMotion: 'reduce' })
    await page.getByRole('alert').filter({ hasText: 'Llumnix is planned' }).waitFor()
  })
})
