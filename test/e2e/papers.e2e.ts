/** The papers: the list with verdicts, filters and the map; a paper with its picture, what was stored of it, and what is measured here. */

import { papers } from '../../src/content/papers/index.ts'
import { papersOfTheDay } from '../content/papers-of-the-day.ts'
import { axeFindings, describe, e2e, expect } from './harness.ts'

/** Pages to look at whole: as many in light as in dark. */
const ofDay = papersOfTheDay(Object.keys(papers), 6)
const looked = { light: ofDay.filter((_, i) => i % 2 === 0), dark: ofDay.filter((_, i) => i % 2 === 1) }

describe('the papers', () => {
  e2e(
    'are listed by family with what became of them, found by words, and narrowed down in the address',
    async ({ lab }) => {
      const page = await lab.open({ path: '#/papers', reducedMotion: 'reduce', width: 320, height: 800 })
      await page.getByRole('heading', { name: 'Serving systems' }).first().waitFor()
      const list = page.locator('.papers-running > li, .papers-planned > li')
      expect(await list.count()).toBe(111)
      await page.getByRole('heading', { name: 'Who is judged against whom' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)

      await page.getByLabel('Verdict').selectOption('planned')
      await page.waitForURL(/#\/papers\?state=planned$/)
      expect(await list.count()).toBe(111 - Object.keys(papers).length)
      await page.getByLabel('Family').selectOption('kv')
      await page.waitForURL(/family=kv/)
      const kv = await list.count()
      // the address alone shows the same, and is no experiment
      await page.reload()
      await page.getByText(`${kv} found`).waitFor()
      expect(await page.getByRole('alert').count()).toBe(0)
      await page.getByLabel('Search').fill('no such paper')
      await page.getByText('No paper is all of that').waitFor()
      await page.getByRole('button', { name: 'Show all' }).press('Enter')
      await page.waitForURL(/#\/papers$/)
      expect(await list.count()).toBe(111)

      await page.getByLabel('Search').fill('fastgen')
      await page.getByText('1 found').waitFor()
      await page.getByRole('link', { name: 'DeepSpeed-FastGen' }).first().press('Enter')
      await page.getByRole('heading', { name: 'What it claims' }).waitFor()
    },
  )

  e2e('are drawn on a map where there is room, with a list and a table of the same', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers', reducedMotion: 'reduce' })
    const map = page.getByRole('figure', { name: 'Papers, and what they are held against' })
    await map.waitFor()
    expect(await map.locator('svg path').count()).toBeGreaterThan(10)
    const link = map.getByRole('link', { name: 'Llumnix' })
    await link.focus()
    // whoever comes by keyboard sees the list
    expect((await link.boundingBox())?.width).toBeGreaterThan(20)
    await map.getByRole('button', { name: 'As a table' }).press('Enter')
    await map.getByRole('columnheader', { name: 'outcome' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`open with a picture of their arms that opens in the Lab with its notes, ${colorScheme}`, async ({ lab }) => {
      const page = await lab.open({ path: '#/papers/benchoverflow', colorScheme, reducedMotion: 'reduce' })
      const picture = page.getByRole('figure', { name: 'Picture of the mechanism' })
      const notes = picture.getByRole('list', { name: 'Notes on the picture' }).getByRole('listitem')
      await notes.first().waitFor()
      expect(await notes.count()).toBe(2)
      expect(await picture.getByRole('slider').count()).toBe(2)
      expect(await axeFindings(page)).toEqual([])
      if (colorScheme === 'dark') return
      await picture.getByRole('link', { name: 'Open this picture in the Lab' }).press('Enter')
      await page.getByRole('heading', { name: 'Notes' }).waitFor()
      expect(await page.getByRole('region', { name: 'Notes' }).getByRole('textbox').count()).toBe(2)
    })
  }

  e2e('show what was stored, and measured again it comes out to the digit', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/pte-tool-reasoning', reducedMotion: 'reduce' })
    await page.getByText(/^Stored on \d{4}-\d{2}-\d{2}/).waitFor()
    await page.getByRole('table', { name: 'How far latency is from a rising line over the count: 1 − r' }).waitFor()
    await page.getByRole('button', { name: 'Measure again' }).press('Enter')
    await page.getByRole('progressbar', { name: 'Runs that are done' }).waitFor()
    await page.getByRole('button', { name: 'Stop' }).press('Enter')
    await page.getByRole('button', { name: 'Measure again' }).press('Enter')
    await page.getByText('every stored figure came out to the last digit').waitFor()
    expect(await page.getByRole('table', { name: 'What differs' }).count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })

  e2e('open each arm and each world in the Lab', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/benchoverflow', reducedMotion: 'reduce' })
    const link = page.getByRole('link', { name: 'Open Half the load' })
    await link.waitFor()
    expect(await page.getByRole('link', { name: 'Run beside As many words more, which nobody heeds' }).count()).toBe(1)
    await link.press('Enter')
    await page.getByRole('heading', { name: 'Summary' }).waitFor()
    await page.getByText('With a reminder to be concise').first().waitFor({ state: 'attached' })
  })

  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 320],
  ] as const) {
    e2e(
      `have pages without a finding of axe and without anything wider than the page, ${colorScheme}, ${width}`,
      async ({ lab }) => {
        const page = await lab.open({ path: '#/papers', colorScheme, width, height: 900, reducedMotion: 'reduce' })
        for (const id of looked[colorScheme]) {
          await page.goto(page.url().replace(/#.*/, `#/papers/${id}`))
          await page.getByRole('heading', { name: 'The knob that changes the story' }).waitFor()
          await page.locator('.paper-picture .notes-lane').waitFor()
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
    await page.getByRole('heading', { name: 'Serving systems' }).first().waitFor()
    const words = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /\/words-[^/]*\.js/.test(name)).length,
      )
    const before = await words()
    await page.getByRole('link', { name: 'P/D-Serve' }).first().press('Enter')
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
