/** Sweeps by keyboard and names: choose a knob, run, read a point, open it; cancel; a map; what cannot run; the rate search. */
import type { Page } from 'playwright-core'
import { decode } from '../../src/experiment/link.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { numberField, openGroup, sharedLink, typeNumber } from './reader.ts'

/** Sixty requests a run: a point takes a few milliseconds. */
const short = '#/lab?v=1&workload.requests=60&workload.rate=8'

async function openSweep(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Sweep' }).press('Enter')
  await page.getByRole('combobox', { name: 'Over', exact: true }).waitFor()
}

async function runSweep(page: Page, points: string): Promise<void> {
  await page.getByRole('button', { name: `Run ${points} points` }).press('Enter')
  await page.getByText(`${points} points.`).waitFor()
}

describe('a sweep over one knob', () => {
  e2e('draws a curve whose points open as experiments, and undo leads back', async ({ lab }) => {
    const page = await lab.open({ path: short, reducedMotion: 'reduce' })
    await runFinished(page)
    await openSweep(page)
    await page.getByRole('combobox', { name: 'Over', exact: true }).selectOption('workload.knobs.rate')
    // given 2, 4 … 32 around the rate of 8, three runs each
    await typeNumber(page, 'values', '5')
    await page.keyboard.press('Enter')
    await typeNumber(page, 'Runs per point', '3')
    await page.keyboard.press('Enter')
    await runSweep(page, '15')
    // when the cursor moves to the third value by keyboard
    const cursor = page.getByRole('slider', { name: 'Goodput over Rate, point cursor' })
    await cursor.press('Home')
    await cursor.press('ArrowRight')
    await cursor.press('ArrowRight')
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^Rate 8 requests\/s: Goodput .* median of 3 runs/)
    await cursor.press('ArrowRight')
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^Rate 16 requests\/s/)
    expect(await axeFindings(page)).toEqual([])
    // then Enter makes that value the set-up's and shows its timelines
    await cursor.press('Enter')
    expect(await page.getByRole('tab', { name: 'Timelines' }).getAttribute('aria-selected')).toBe('true')
    expect(decode(await sharedLink(page)).document.setup).toMatchObject({ workload: { knobs: { rate: 16 } } })
    await page.keyboard.press('ControlOrMeta+z')
    expect(decode(await sharedLink(page)).document.setup).toMatchObject({ workload: { knobs: { rate: 8 } } })
  })

  e2e('marks the value on the form, and is stale after an edit of another knob', async ({ lab }) => {
    const page = await lab.open({ path: short, reducedMotion: 'reduce' })
    await runFinished(page)
    await openSweep(page)
    await page.getByRole('combobox', { name: 'Over', exact: true }).selectOption('workload.knobs.rate')
    await runSweep(page, '7')
    await page.getByText('now 8').waitFor()
    await openGroup(page, 'Workload')
    await typeNumber(page, 'Rate', '12')
    await page.getByText('now 12').waitFor()
    expect(await page.getByText('The experiment has changed since').count()).toBe(0)
    await typeNumber(page, 'Requests', '70')
    await page.getByText('The experiment has changed since').waitFor()
    // when it follows, then it runs again by itself
    await page.getByRole('checkbox', { name: 'Follow the set-up' }).check()
    await page.getByText('The experiment has changed since').waitFor({ state: 'detached' })
    await page.getByText('7 points.').waitFor()
  })

  e2e('can be cancelled, and its figures leave as CSV and JSON', async ({ lab }) => {
    const page = await lab.open({ path: short.replace('=60', '=3000'), reducedMotion: 'reduce' })
    await openSweep(page)
    await page.getByRole('combobox', { name: 'Over', exact: true }).selectOption('workload.knobs.rate')
    await typeNumber(page, 'values', '60')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Run 60 points' }).press('Enter')
    await page.getByText(/[1-9]\d* of 60 points, .* left/).waitFor()
    await page.getByRole('button', { name: 'Cancel sweep' }).press('Enter')
    await page.getByText(/Cancelled at \d+ of 60 points/).waitFor()
    const saved = async (type: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: `Export ${type}` }).press('Enter'),
      ])
      const pieces: Buffer[] = []
      for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer)
      return Buffer.concat(pieces).toString('utf8')
    }
    const [header, ...rows] = (await saved('CSV')).trim().split('\r\n')
    expect(header).toMatch(/^Arm,Rate \(requests\/s\),Seed,.*SLO attainment \(fraction\)/)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.length).toBeLessThan(60)
    const { points } = JSON.parse(await saved('JSON'))
    expect(points.length).toBe(rows.length)
    expect(points[0]).toMatchObject({ arm: 'a', seed: 1, ending: 'drained' })
  })
})

describe('a sweep over two knobs', () => {
  e2e('is a map, in which what cannot run is hatched and says why', async ({ lab }) => {
    const page = await lab.open({ path: short, reducedMotion: 'reduce' })
    await runFinished(page)
    await openSweep(page)
    await page.getByRole('combobox', { name: 'Over', exact: true }).selectOption('workload.knobs.rate')
    await typeNumber(page, 'values', '3')
    await page.keyboard.press('Enter')
    await page.getByRole('combobox', { name: 'and over' }).selectOption('precision.weights')
    const options = page.getByRole('group', { name: 'and over' }).getByRole('checkbox')
    const points = 3 * (await options.count())
    await runSweep(page, `${points}`)
    const cursor = page.getByRole('slider', { name: /over Rate and .*, point cursor/ })
    await cursor.press('End')
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^Rate 32 requests\/s · /)
    await cursor.press('ArrowLeft')
    expect(await cursor.getAttribute('aria-valuetext')).toMatch(/^Rate 8 requests\/s · /)
    // when the model is one that no precision fits on one card, then every place says so
    await openGroup(page, 'Model')
    await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption('llama-3.1-405b')
    await runSweep(page, `${points}`)
    await page
      .getByText(/place(s)? cannot run:/)
      .first()
      .waitFor()
    expect(await axeFindings(page)).toEqual([])
  })
})

describe('the highest rate', () => {
  e2e('is found by one button, with its bracket, and put to use by another', async ({ lab }) => {
    // given a first token owed within 0.1 s, which a queue breaks
    const path = `${short.replace('=60', '=400')}&classes.interactive.ttft=0.1`
    const page = await lab.open({ path, reducedMotion: 'reduce' })
    await runFinished(page)
    await openSweep(page)
    await page.getByRole('button', { name: 'Find the highest rate that meets the SLO' }).press('Enter')
    const use = page.getByRole('button', { name: /^Use [\d.,]+ requests\/s/ })
    await use.waitFor()
    const rate = Number((await use.textContent())?.replace(/[^\d.]/g, ''))
    await page
      .getByText(/meets it, .* no longer does: \d+ runs, 3 seeds a rate/)
      .first()
      .waitFor()
    expect(await axeFindings(page)).toEqual([])
    await use.press('Enter')
    expect(decode(await sharedLink(page)).document.setup).toMatchObject({ workload: { knobs: { rate } } })
  })

  e2e('says so where the workload has no rate', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&workload=closed-loop&workload.requests=60',
      reducedMotion: 'reduce',
    })
    await openSweep(page)
    await page.getByText('This workload has no arrival rate').waitFor()
    expect(await numberField(page, 'Attainment %').count()).toBe(0)
  })
})

describe('the best placement', () => {
  e2e('is found by trying all of them, told in a table, and taken over by a button', async ({ lab }) => {
    const page = await lab.open({ path: short, reducedMotion: 'reduce' })
    await runFinished(page)
    await openSweep(page)
    await numberField(page, 'Accelerators at most').fill('2')
    await numberField(page, 'Accelerators at most').press('Enter')
    await page.getByRole('button', { name: 'Try all placements' }).press('Enter')
    await page
      .getByText(/^4 placements tried\. Most for each accelerator: /)
      .first()
      .waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Use Prompts TP1, answers TP1' }).press('Enter')
    expect(decode(await sharedLink(page)).document.setup).toMatchObject({ placement: { id: 'disaggregated' } })
  })
})
