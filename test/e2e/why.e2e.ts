/** Why says which moment it explains, and shows when it is behind. */
import { describe, e2e, expect, runFinished } from './harness.ts'

describe('why', () => {
  e2e('names the moment it explains, and is busy and dim while a newer answer is on its way', async ({ lab }) => {
    const page = await lab.open({ path: '#/lab?v=1&workload.requests=150', reducedMotion: 'reduce' })
    await runFinished(page)
    const panel = page.locator('.why-panel')
    const title = panel.getByRole('heading')
    await expect.poll(() => title.textContent()).toMatch(/^Why, at /)
    // given somebody who watches what stands there at every change: the moment asked about, the one named, and how it looks
    await page.evaluate(() => {
      const seen: { asked: string; named: string; isBusy: boolean; isDim: boolean }[] = []
      Object.assign(window, { seen })
      const note = () => {
        const why = document.querySelector('.why-panel')
        seen.push({
          asked: document.querySelector('#at-title')?.textContent?.replace(/^At /, '') ?? '',
          named: why?.querySelector('h2')?.textContent?.replace(/^Why, at /, '') ?? '',
          isBusy: why?.getAttribute('aria-busy') === 'true',
          isDim: why?.classList.contains('late') ?? false,
        })
      }
      new MutationObserver(note).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
    })
    // when the pointer crosses a timeline
    const plot = await page.locator('[data-timeline="kv"] [data-plot]').boundingBox()
    if (!plot) throw new Error('no plot')
    for (let i = 1; i <= 20; i++) {
      await page.mouse.move(plot.x + (plot.width * i) / 24, plot.y + plot.height / 2)
      await page.waitForTimeout(15)
    }
    await expect
      .poll(() => title.textContent())
      .toBe(`Why, at ${(await page.locator('#at-title').textContent())?.replace('At ', '')}`)
    const seen = await page.evaluate(
      () => (window as unknown as { seen: { asked: string; named: string; isBusy: boolean; isDim: boolean }[] }).seen,
    )
    // then it never stood beside another moment without a sign
    expect(seen.length).toBeGreaterThan(10)
    expect(seen.filter(({ asked, named, isBusy, isDim }) => asked !== named && !(isBusy && isDim))).toEqual([])
    expect(seen.some(({ isBusy }) => isBusy)).toBe(true)
    expect(await panel.getAttribute('aria-busy')).toBe('false')
  })
})
