/** The papers: the list with its states, a paper with its claim, and what the lab measures when asked. */
import { papers } from '../../src/content/papers/index.ts'
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
        .waitFor()
      expect(await page.getByRole('row').count()).toBe(6)
      expect(await axeFindings(page)).toEqual([])
      if (colorScheme === 'dark') return
      await page.getByRole('link', { name: 'Run it in the Lab' }).press('Enter')
      await page.getByRole('heading', { name: 'Summary' }).waitFor()
    })
  }

  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 320],
  ] as const) {
    e2e(
      `have pages without a finding of axe and without anything wider than the page, ${colorScheme}, ${width}`,
      async ({ lab }) => {
        const page = await lab.open({ path: '#/papers', colorScheme, width, height: 900, reducedMotion: 'reduce' })
        for (const id of Object.keys(papers)) {
          await page.goto(page.url().replace(/#.*/, `#/papers/${id}`))
          await page.getByRole('heading', { name: 'The knob that changes the story' }).waitFor()
          expect(await axeFindings(page), id).toEqual([])
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect(wide, id).toBeLessThanOrEqual(0)
        }
      },
    )
  }

  e2e('load when they are opened, each by itself, with their formulas as MathML', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers', reducedMotion: 'reduce' })
    await page.getByRole('heading', { name: 'Serving systems' }).waitFor()
    const words = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /\/words-[^/]*\.js/.test(name)).length,
      )
    const before = await words()
    await page.getByRole('link', { name: 'P/D-Serve' }).press('Enter')
    await page.getByText('With thousands of accelerators a gateway knows').waitFor()
    expect(await words()).toBe(before + 1)
    const [blocks, piece] = await page.getByRole('math').all()
    expect(await blocks.evaluate((math) => math.namespaceURI)).toBe('http://www.w3.org/1998/Math/MathML')
    expect(await blocks.locator('mfrac').count()).toBe(1)
    expect(await blocks.textContent()).toBe('t(blocks)=n×(tmsg+Bbandwidth)')
    expect(await piece.locator('mfrac').count()).toBe(2)
  })

  e2e('formulas change with their figures, by keyboard', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/llumnix', reducedMotion: 'reduce' })
    const steps = page.getByRole('status').filter({ hasText: 'Freeness' })
    const before = await steps.textContent()
    await page.getByLabel('Free blocks').press('ArrowRight')
    expect(await steps.textContent()).not.toBe(before)
  })

  e2e('blame says where time went, arm beside arm, and adds up for one request', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&workload.rate=12&workload.requests=200&scheduler=prefill-first&arm.b.scheduler=chunked-prefill&view.stage=blame',
      reducedMotion: 'reduce',
    })
    await page.getByRole('row', { name: /others’ prefill/ }).waitFor()
    await page.getByRole('columnheader', { name: 'B − A' }).first().waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  e2e('that are planned or unknown say so above the list', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/polar', reducedMotion: 'reduce' })
    await page.getByRole('alert').filter({ hasText: 'is planned' }).waitFor()
  })
})
