/** Several arms: a strip each, whose words and pointer say which; four of them fit every pane; a killed instance looks dead. */
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'

const FOUR =
  '#/lab?v=1&workload.requests=40&decoder=speculative&arm.b.decoder=autoregressive&arm.c.scheduler=prefill-first&arm.d.placement.instances=2'
const calm = { reducedMotion: 'reduce' } as const

describe('strips of arms', () => {
  e2e('are named in the order of the document, also where an arm lacks the track', async ({ lab }) => {
    const page = await lab.open({ ...calm, path: FOUR })
    await runFinished(page)
    const acceptance = page.locator('[data-timeline="acceptance"]')
    expect(await acceptance.locator('.strip-names b').allTextContents()).toEqual(['A', 'B', 'C', 'D'])
    await acceptance.getByText('Nothing is drafted').first().waitFor()
    // and an arm has the colour of its place everywhere: in its strip, its button, the read-out and the summary
    const colourOf = (selector: string, arm: string) =>
      page
        .locator(selector)
        .filter({ hasText: new RegExp(`^${arm}$`) })
        .first()
        .evaluate((name) => getComputedStyle(name).color)
    const inStrip = await colourOf('[data-timeline="acceptance"] .strip-names b', 'C')
    expect(await colourOf('.facts th b', 'C')).toBe(inStrip)
    expect(await colourOf('table.summary th b', 'C')).toBe(inStrip)
    const dot = page.getByRole('button', { name: /^C / }).locator('.dot')
    expect(await dot.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe(inStrip)
  })

  e2e('answer the pointer for the arm that lies under it', async ({ lab }) => {
    const page = await lab.open({ ...calm, path: FOUR })
    await runFinished(page)
    const row = page.locator('[data-timeline="experts"], [data-timeline="queue"]').first()
    await row.scrollIntoViewIfNeeded()
    const plot = row.locator('[data-plot]')
    const strips = row.locator('.strip-names li')
    const box = await plot.boundingBox()
    if (box === null) throw new Error('no plot')
    for (const [place, arm] of ['A', 'B', 'C', 'D'].entries()) {
      const strip = await strips.nth(place).boundingBox()
      if (strip === null) throw new Error('no strip')
      // the foot of a stack of running requests, at a third of the run
      await page.mouse.move(box.x + box.width / 3, strip.y + strip.height - 2)
      expect(await row.locator('.plot-tip').textContent()).toMatch(new RegExp(`^${arm} · `))
    }
  })

  e2e('of smooth signals lie over each other where a link asks for it or a key is pressed', async ({ lab }) => {
    const page = await lab.open({ ...calm, path: `${FOUR}&view.overlay=ttft` })
    await runFinished(page)
    const ttft = page.locator('[data-timeline="ttft"]')
    const overlay = ttft.getByRole('button', { name: 'Overlay' })
    expect(await overlay.getAttribute('aria-pressed')).toBe('true')
    expect(await ttft.locator('.strip-names').count()).toBe(0)
    expect(await ttft.locator('.legend button').allTextContents()).toEqual(['A', 'B', 'C', 'D'])
    await overlay.press('Enter')
    expect(await overlay.getAttribute('aria-pressed')).toBe('false')
    expect(await ttft.locator('.strip-names b').allTextContents()).toEqual(['A', 'B', 'C', 'D'])
    // signals that are stacks have no such button
    expect(await page.locator('[data-timeline="batch"]').getByRole('button', { name: 'Overlay' }).count()).toBe(0)
  })
})

describe('four arms', () => {
  for (const width of [1440, 1200, 1024, 375]) {
    e2e(`are cut nowhere at ${width} px`, async ({ lab }) => {
      const page = await lab.open({ ...calm, width, height: 900, path: FOUR })
      await runFinished(page)
      const wide = await page.evaluate(() => {
        const boxes = [document.documentElement, ...document.querySelectorAll('.table-scroll')]
        return boxes.map((box) => box.scrollWidth - box.clientWidth)
      })
      expect(Math.max(...wide)).toBeLessThanOrEqual(0)
      expect(await axeFindings(page)).toEqual([])
    })
  }
})

describe('a killed instance', () => {
  e2e('is down in the arm that it was killed in, from that moment until it returns', async ({ lab }) => {
    const page = await lab.open({
      ...calm,
      path: '#/lab?v=1&workload.requests=60&placement.instances=2&arm.b=&event.kill.at=4&event.kill.kind=kill&event.kill.instance=0&event.kill.arm=b&event.restore.at=9&event.restore.kind=restore&event.restore.instance=0&event.restore.arm=b&view.at=6',
    })
    await runFinished(page)
    const queue = page.locator('[data-timeline="queue"]')
    await queue.getByText(/^B down$/).waitFor()
    expect(await queue.locator('.legend').textContent()).toContain('down')
    await queue
      .getByText(/Arm B: as A until 4\.00 s; then .* The instance is down from 4\.00 s to 9\.00 s \(event kill\)\./)
      .waitFor({ state: 'attached' })
    // the other instance of that arm lives
    await queue.getByRole('combobox', { name: /^Instance of/ }).selectOption('1')
    expect(await queue.locator('.shell-value').textContent()).not.toContain('down')
  })
})
