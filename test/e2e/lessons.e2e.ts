/** Lessons as a student and a teacher use them: predict before the run is shown, see the gap, present with a clicker. */
import { lessons } from '../../src/content/lessons/index.ts'
import { axeFindings, describe, e2e, expect, type Lab, runFinished } from './harness.ts'

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

  const asking = lessons.flatMap(({ id, steps }) =>
    steps.flatMap(({ prediction }, i) => (prediction ? [`#/lessons/${id}/${i + 1}`] : [])),
  )
  for (const address of asking) {
    e2e(`gives nothing of the answer away before it is locked in or skipped: ${address}`, async ({ lab }) => {
      // In the lesson and before the room, side by side: each waits until its run has come to an end behind the question.
      await Promise.all([address, `${address}/present`].map(async (path) => givesNothingAway(lab, path)))
    })
  }

  e2e('leads a clicker to an open question, and on once it is answered', async ({ lab }) => {
    const page = await lab.open({ path: step('3/present'), reducedMotion: 'reduce' })
    await page.getByText('Make your prediction first: then the run is shown.').waitFor()
    await page.keyboard.press('PageDown')
    expect(page.url()).toContain('/3/present')
    const options = page.getByRole('form', { name: 'Prediction' }).getByRole('radio')
    expect(await options.first().evaluate((element) => element === document.activeElement)).toBe(true)
    // Space takes the option, Enter locks it in: a keyboard needs no button
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Prediction and result' }).waitFor()
    await page.keyboard.press('PageDown')
    await expect.poll(() => page.url()).toContain('/4/present')
  })

  e2e('shows the room why: the presenter’s figures stand beside the reason at that moment', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lessons/why-speculation-stops-paying/5/present',
      width: 1920,
      height: 1080,
      reducedMotion: 'reduce',
    })
    await page.getByRole('button', { name: 'Skip the prediction' }).click()
    await runFinished(page)
    const why = page.getByRole('region', { name: 'Why in B, at 43.00 s' })
    await why.waitFor()
    await why.getByText(/streams decode; no prompt is in the batch/).waitFor()
    await why
      .getByText(/bound by arithmetic/)
      .first()
      .waitFor()
  })

  e2e('has its equation as MathML, and the figures under it follow the run', async ({ lab }) => {
    const page = await lab.open({ path: '#/lessons/why-speculation-stops-paying/3', reducedMotion: 'reduce' })
    const equation = page.getByRole('region', { name: 'Equation' })
    await equation.getByRole('math').waitFor()
    expect(await equation.getByRole('math').locator('mfrac').count()).toBe(2)
    expect(await equation.getByRole('math').textContent()).toBe('1−αγ+11−α=1−0.750.3=2.77')
    await runFinished(page)
    // (1 − 0.7⁵) / 0.3 = 2.77; the acceptance of what was drafted is measured beside it
    await expect
      .poll(() => equation.getByText('This run:').textContent())
      .toMatch(/^This run: 2\.\d+ tok a round, at an acceptance rate of [67]\d(\.\d)? %\.$/)
  })

  e2e('is presented with a clicker: Page Down goes on, Page Up back, each step its own address', async ({ lab }) => {
    const page = await lab.open({ path: step('2/present'), width: 1280, height: 720, reducedMotion: 'reduce' })
    await page.getByRole('heading', { level: 1 }).waitFor()
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

async function givesNothingAway(lab: Lab, path: string): Promise<void> {
  const page = await lab.open({ path, reducedMotion: 'reduce' })
  await page.getByText('Make your prediction first: then the run is shown.').waitFor()
  // given a run that has come to its end behind the question
  await page.waitForTimeout(4000)
  const before = `${await page.content()} ${await page.title()} ${page.url()}`
  // the question states figures of its own: 1 to 100 times
  const stated = await page.getByRole('form', { name: 'Prediction' }).innerHTML()
  expect(await page.locator('canvas, .summary, .why, .transport').count()).toBe(0)
  for (const name of ['Share', 'Export']) {
    const button = page.getByRole('banner').getByRole('button', { name })
    if (await button.isVisible()) expect(await button.isDisabled()).toBe(true)
  }
  expect(await page.getByRole('button', { name: 'Open in the Lab' }).count()).toBe(0)
  // when the reader goes on without an answer, the figures stand there
  await page.getByRole('button', { name: 'Skip the prediction' }).click()
  await runFinished(page)
  const cells = await page.locator('.summary-panel td').allTextContents()
  const words = await page.locator('.lesson-text article > p b').allTextContents()
  // then none of three digits or more was there before
  const figures = [...cells, ...words].filter((text) => text.replace(/\D/g, '').length >= 3)
  expect(figures.length).toBeGreaterThan(10)
  const given = figures.filter((figure) => before.includes(figure) && !stated.includes(figure))
  expect(given).toEqual([])
  // and the answer is told as that of the run, not as a miss
  await page.getByText('nothing: skipped').waitFor()
  expect(await page.locator('.missed').count()).toBe(0)
}
