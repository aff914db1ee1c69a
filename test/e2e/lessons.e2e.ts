/** Lessons as a student and a teacher use them: predict before the run is shown, see the gap, present with a clicker. */
import { axeFindings, describe, e2e, expect } from './harness.ts'

const step = (number: number | string) => `#/lessons/why-a-kv-cache/${number}`

describe('a lesson', () => {
  e2e('covers the run until a prediction is locked in, then shows the gap', async ({ lab }) => {
    const page = await lab.open({ path: step(4), reducedMotion: 'reduce' })
    await page.getByText('Make your prediction first: then the run is shown.').waitFor()
    const lock = page.getByRole('button', { name: 'Lock it in' })
    expect(await lock.isDisabled()).toBe(true)
    // given the intuition that half the cache means twice the wait
    const answer = page.getByRole('form', { name: 'Prediction' }).getByRole('slider')
    await answer.press('ArrowRight')
    await lock.press('Enter')
    const gap = page.getByRole('region', { name: 'Prediction and result' })
    await gap.getByText('The run says').waitFor()
    await expect.poll(() => gap.locator('dd').last().textContent()).toMatch(/\d/)
    expect(await page.getByText('Make your prediction first').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })

  e2e('is presented with a clicker: Page Down goes on, Page Up back, each step its own address', async ({ lab }) => {
    const page = await lab.open({ path: step('2/present'), width: 1280, height: 720, reducedMotion: 'reduce' })
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    await page.keyboard.press('PageDown')
    await expect.poll(() => page.url()).toContain('/3/present')
    await page.keyboard.press('PageUp')
    await expect.poll(() => page.url()).toContain('/2/present')
    // large type, light for the projector although the reader's system is dark, and nothing over the edge
    expect(
      await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)),
    ).toBeGreaterThan(20)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(wide).toBeLessThanOrEqual(0)
    expect(await axeFindings(page)).toEqual([])
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`has no findings on its list and a step, ${colorScheme}, and fits 320 px`, async ({ lab }) => {
      const page = await lab.open({ path: '#/lessons', width: 320, colorScheme, reducedMotion: 'reduce' })
      await page
        .getByRole('link', { name: /Why a KV cache/ })
        .first()
        .waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.goto(`${lab.address}${step(1)}`)
      await page.getByRole('link', { name: 'Continue' }).waitFor()
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)
      expect(await axeFindings(page)).toEqual([])
    })
  }
})

describe('text at twice its size', () => {
  e2e('needs no sideways scrolling, on the lab and in a lesson', async ({ lab }) => {
    for (const path of ['', step(1)]) {
      const page = await lab.open({ path, width: 1280, reducedMotion: 'reduce' })
      await page.evaluate(() => {
        document.documentElement.style.fontSize = '200%'
      })
      await page.waitForTimeout(800)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, path || 'the lab').toBeLessThanOrEqual(0)
    }
  })
})
