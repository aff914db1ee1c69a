/** The reader's time: playing, stepping, scrubbing and zooming by keyboard, none of which computes anything again. */
import type { Page } from 'playwright-core'
import { describe, e2e, expect, runFinished } from './harness.ts'
import { watchRuns } from './reader.ts'

/** The playhead in seconds, as the scrubber says it: `12.48 s of 60.0 s`. */
async function playhead(page: Page): Promise<number> {
  const said = await page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuetext')
  return Number.parseFloat((said ?? '').replaceAll(',', ''))
}

/**
 * Presses the button until the playhead is where it is wanted. A step asks the worker, which answers when it can: late answers to
 * earlier presses only lead further the same way.
 */
async function pressUntil(page: Page, button: string, isThere: (at: number) => boolean): Promise<void> {
  const looked = async () => {
    if (!isThere(await playhead(page))) await page.getByRole('button', { name: button }).press('Enter')
    return isThere(await playhead(page))
  }
  await expect.poll(looked, { message: button, interval: 100 }).toBe(true)
}

const plot = (page: Page) => page.getByRole('slider', { name: 'Requests, data cursor' })

/** The range of time that the plots show. */
async function shownRange(page: Page): Promise<readonly [number, number]> {
  const [from, to] = await Promise.all(['aria-valuemin', 'aria-valuemax'].map((name) => plot(page).getAttribute(name)))
  return [Number(from), Number(to)]
}

describe('the transport', () => {
  e2e('plays and pauses, steps by iterations and scrubs back without another run', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const runs = await watchRuns(page)
    // given the beginning
    await page.getByRole('button', { name: 'Back to the start' }).press('Enter')
    expect(await playhead(page)).toBe(0)
    // when it plays, then the playhead moves until it is paused
    await page.getByRole('button', { name: 'Play', exact: true }).press('Enter')
    await expect.poll(() => playhead(page)).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Pause' }).press('Enter')
    const paused = await playhead(page)
    await page.waitForTimeout(600) // reduced motion moves it every 500 ms
    expect(await playhead(page)).toBe(paused)
    // when it steps, then it moves by iterations of some 8 ms, so that the clock's 10 ms show after a step or two
    await pressUntil(page, 'One iteration forward', (at) => at > paused)
    await pressUntil(page, 'One iteration back', (at) => at <= paused)
    // when it is scrubbed to the end and back, then it goes there
    const scrub = page.getByRole('slider', { name: 'Playhead' })
    await scrub.press('End')
    const end = await playhead(page)
    await scrub.press('PageDown')
    expect(await playhead(page)).toBeLessThan(end)
    await scrub.press('Home')
    expect(await playhead(page)).toBe(0)
    // and nothing of this has started a run
    expect(await runs()).toBe(0)
  })

  e2e('obeys its keys while a timeline has the focus, and only then', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const runs = await watchRuns(page)
    await page.getByRole('button', { name: 'Back to the start' }).press('Enter')
    const whole = await shownRange(page)
    // given the focus elsewhere, W is only a letter
    await page.keyboard.press('w')
    expect(await shownRange(page)).toEqual(whole)
    // when the timeline has it, W shows three quarters of the time, S takes it back, D moves on, F fits
    await plot(page).focus()
    await page.keyboard.press('w')
    const near = await shownRange(page)
    expect(near[1] - near[0]).toBeCloseTo((whole[1] - whole[0]) * 0.75, 6)
    await page.keyboard.press('d')
    const later = await shownRange(page)
    expect(later[0]).toBeGreaterThan(near[0])
    expect(later[1] - later[0]).toBeCloseTo(near[1] - near[0], 6)
    await page.keyboard.press('f')
    expect(await shownRange(page)).toEqual(whole)
    // when . and , are pressed, then it steps; when Space is pressed, then it plays
    await page.keyboard.press('.')
    await expect.poll(() => playhead(page)).toBeGreaterThan(0)
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    expect(await runs()).toBe(0)
  })
})

describe('what surrounds the timelines', () => {
  e2e('a chart shows its rows as a table, and help, theme and unit are a key away', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce', colorScheme: 'light' })
    await runFinished(page)
    // the table of a chart
    await page.getByLabel('Requests: explanation, table, export').press('Enter')
    await page.getByRole('button', { name: 'View as table' }).press('Enter')
    const table = page.getByRole('table', { name: /Requests/ })
    await table.waitFor()
    // a page of 25 rows below the head
    expect(await table.getByRole('row').count()).toBe(26)
    // help, by its key, closed by Esc
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys and gestures' })
    await help.waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
    // light by the system; the switch goes to light, then to dark, where the ground is darker than the ink
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await ground()
    await page.getByRole('button', { name: /^Theme: system/ }).press('Enter')
    expect(await ground()).toBe(light)
    await page.getByRole('button', { name: /^Theme: light/ }).press('Enter')
    await page.getByRole('button', { name: /^Theme: dark/ }).waitFor()
    expect(await brightness(ground)).toBeLessThan(64)
  })
})

/** Mean of the three channels, 0 to 255. */
async function brightness(colour: () => Promise<string>): Promise<number> {
  const [red = 255, green = 255, blue = 255] = (await colour()).match(/\d+/g)?.map(Number) ?? []
  return (red + green + blue) / 3
}
