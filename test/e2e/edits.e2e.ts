/** Editing: one gesture is one step of undo, arms stand beside each other, and a set-up that cannot run has a way out. */
import type { Page } from 'playwright-core'
import { decode } from '../../src/experiment/link.ts'
import { describe, e2e, expect, runFinished } from './harness.ts'
import { finishedSummaries, numberField, openGroup, sharedLink, typeNumber } from './reader.ts'

/** Names of the methods that the page calls in its workers from here on, in order, in an attribute of the page. */
async function noteQuestions(page: Page): Promise<void> {
  await page.evaluate(() => {
    Worker.prototype.postMessage = new Proxy(Worker.prototype.postMessage, {
      apply(send, worker, args: [{ readonly path?: readonly string[] }]) {
        document.documentElement.dataset.asked += ` ${args[0].path?.join('.') ?? ''}`
        return Reflect.apply(send, worker, args)
      },
    })
    document.documentElement.dataset.asked = ''
  })
}

describe('undo', () => {
  e2e('takes back a whole drag of a slider in one step, and redo brings it again', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await openGroup(page, 'Workload')
    const rate = numberField(page, 'Rate')
    const before = await rate.inputValue()
    // when the slider is dragged in twenty moves from its left to its right third
    const box = await page.getByRole('slider', { name: 'Rate, slider' }).boundingBox()
    if (!box) throw new Error('the slider is not on screen')
    const y = box.y + box.height / 2
    await page.mouse.move(box.x + box.width / 3, y)
    await page.mouse.down()
    await page.mouse.move(box.x + (box.width * 2) / 3, y, { steps: 20 })
    await page.mouse.up()
    const dragged = await rate.inputValue()
    expect(Number(dragged)).toBeGreaterThan(Number(before))
    // then one step takes it back, and one brings it again
    await page.keyboard.press('ControlOrMeta+z')
    expect(await rate.inputValue()).toBe(before)
    expect(await page.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true)
    await page.keyboard.press('ControlOrMeta+Shift+z')
    expect(await rate.inputValue()).toBe(dragged)
    // and the run that follows is that of the value on the form
    await runFinished(page)
    expect(decode(await sharedLink(page)).document.setup).toMatchObject({
      workload: { knobs: { rate: Number(dragged) } },
    })
  })
})

describe('an edit', () => {
  e2e('draws its first new rows before anything is explained anew', async ({ lab }) => {
    // given a page that notes what it asks its worker
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await openGroup(page, 'Workload')
    await noteQuestions(page)
    // when a knob is moved and the run that follows has ended
    await page.getByRole('slider', { name: 'Rate, slider' }).press('ArrowRight')
    await page.waitForFunction(() => / run .* ask/.test(document.documentElement.dataset.asked ?? ''))
    await runFinished(page)
    const noted = await page.evaluate(() => (document.documentElement.dataset.asked ?? '').trim().split(' '))
    // An explanation of the run before may still be asked for between the notes' beginning and the edit.
    const asked = noted.slice(noted.indexOf('run'))
    // then rows came first: looking again into a run takes the worker tens of milliseconds
    expect(asked).toContain('windows')
    expect(asked.indexOf('windows')).toBeLessThan(asked.indexOf('ask'))
  })
})

describe('arms', () => {
  e2e('stand beside the baseline in the summary with their differences, four at most', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const summary = page.getByRole('region', { name: 'Summary' })
    // given a second arm with another scheduler
    await page.getByRole('button', { name: '+ Compare' }).press('Enter')
    await openGroup(page, 'Scheduler')
    await page.getByRole('combobox', { name: 'Scheduler', exact: true }).selectOption('prefill-first')
    await page.getByRole('button', { name: 'B prefill-first' }).waitFor()
    // then both are summed up, in a column each and one for the difference
    const { a, b } = await finishedSummaries(page)
    expect(a.digest).not.toBe(b.digest)
    expect(await summary.getByRole('columnheader').allTextContents()).toEqual(['A', 'B', 'B − A'])
    expect(await summary.getByText(/better|worse/).count()).toBeGreaterThan(0)
    // when the run is forked at 9 s, then a third arm has an event at that time, as one step of undo
    const scrub = page.getByRole('slider', { name: 'Playhead' })
    await scrub.press('Home')
    for (let step = 0; step < 3; step++) await scrub.press('PageUp')
    await page.getByRole('combobox', { name: 'Fork here' }).selectOption('patch')
    const forked = decode(await sharedLink(page)).document
    expect(Object.keys(forked.arms)).toEqual(['a', 'b', 'c'])
    const fork = Object.values(forked.events ?? {}).find((event) => event.arm === 'c')
    expect(fork).toMatchObject({ kind: 'patch', arm: 'c' })
    expect(fork?.at).toBeGreaterThan(0)
    await page.keyboard.press('ControlOrMeta+z')
    const undone = decode(await sharedLink(page)).document
    expect(Object.keys(undone.arms)).toEqual(['a', 'b'])
    expect(Object.keys(undone.events ?? {})).toEqual(['burst'])
    await page.keyboard.press('ControlOrMeta+Shift+z')
    // when a fourth is added, then there is no button for a fifth
    await page.getByRole('button', { name: '+ Compare' }).press('Enter')
    await page.getByRole('button', { name: /^D / }).waitFor()
    expect(await page.getByRole('button', { name: '+ Compare' }).count()).toBe(0)
    expect(Object.keys(await finishedSummaries(page))).toEqual(['a', 'b', 'c', 'd'])
    // when the forked one is removed, then its event goes with it
    await page.getByRole('button', { name: 'Remove arm C' }).press('Enter')
    const left = decode(await sharedLink(page)).document
    expect(Object.keys(left.arms)).toEqual(['a', 'b', 'd'])
    expect(Object.values(left.events ?? {}).filter((event) => event.arm === 'c')).toEqual([])
  })
})

describe('a set-up that cannot run', () => {
  e2e(
    'says why with figures beside its field, keeps the last picture, and runs again by its button',
    async ({ lab }) => {
      // given a run on one card of 85 GB whose KV capacity is what the weights leave
      const page = await lab.open({ path: '#/lab?v=1&workload.requests=60', reducedMotion: 'reduce' })
      await runFinished(page)
      const figures = await page.getByRole('region', { name: 'Summary' }).getByRole('row').count()
      // when a model of 812 GB is put on it
      await openGroup(page, 'Model')
      await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption('llama-3.1-405b')
      // then a message with both amounts stands in the set-up, and the last good run stands where it stood
      const setup = page.getByLabel('Set-up')
      const message = setup.getByRole('paragraph').filter({ hasText: /\d GB.*\d GB/ })
      await message.first().waitFor()
      await page.getByText('last good run, to').waitFor()
      expect(await page.getByRole('region', { name: 'Summary' }).getByRole('row').count()).toBe(figures)
      expect(await page.getByRole('slider', { name: 'Requests, data cursor' }).count()).toBe(1)
      // when its button is pressed, then the set-up runs
      await message.first().getByRole('button').first().press('Enter')
      await page.getByText('last good run, to').waitFor({ state: 'detached' })
      expect((await finishedSummaries(page)).a.report.requests).toMatchObject({ finished: 60 })
      expect(await message.count()).toBe(0)
    },
  )

  e2e('shows a value out of its range beside the field, and the run in hand goes on', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const before = await sharedLink(page)
    await openGroup(page, 'KV cache')
    await typeNumber(page, 'Memory share', '7')
    await page.getByRole('alert').waitFor()
    expect(await numberField(page, 'Memory share').getAttribute('aria-invalid')).toBe('true')
    expect(await sharedLink(page)).toBe(before)
  })
})
