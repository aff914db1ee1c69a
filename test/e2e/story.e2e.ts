/**
 * The whole way of a reader by keyboard alone, by roles and names: turn a knob, find the first preemption, read why, fork
 * there, compare, share, take a lesson's step.
 */
import { decode } from '../../src/experiment/link.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { openGroup, sharedLink, typeNumber } from './reader.ts'

describe('by keyboard alone', () => {
  e2e('a reader finds a preemption, reads why, forks there, compares and shares', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    // when a knob is turned, then another run follows
    await openGroup(page, 'Workload')
    await typeNumber(page, 'Rate', '5')
    await page.keyboard.press('Enter')
    await runFinished(page)
    // when the first preemption is asked for, then the request that lost its blocks is told of
    await page.getByRole('button', { name: 'Play', exact: true }).focus()
    await page.keyboard.press('/')
    await page.getByRole('combobox', { name: /^Find a request/ }).waitFor()
    await page.keyboard.type('first preem')
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('region', { name: /^Request \d+$/ })
    await inspector.waitFor()
    await inspector.getByText(/lost its blocks at/).waitFor()
    expect(await inspector.textContent()).toContain('the one admitted last gave way: this one')
    // and the moment says it too
    const why = page.getByRole('region', { name: 'Why' })
    await why.getByText(/lost (its|their) blocks/).waitFor()
    // when a cited moment is followed, then the playhead goes there
    const scrub = page.getByRole('slider', { name: 'Playhead' })
    const before = await scrub.getAttribute('aria-valuetext')
    await inspector
      .getByRole('button', { name: /^[\d.]+ s$/ })
      .last()
      .press('Enter')
    expect(await scrub.getAttribute('aria-valuetext')).not.toBe(before)
    // when it is forked at the preemption by another burst, then there is an arm more, which undo removes
    await page.getByRole('button', { name: 'Play', exact: true }).focus()
    await page.keyboard.press('/')
    await page.keyboard.type('fork here change')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^B / }).waitFor()
    const forked = decode(await sharedLink(page)).document
    expect(Object.keys(forked.arms)).toEqual(['a', 'b'])
    await openGroup(page, 'Scheduler')
    await page.getByRole('combobox', { name: 'Scheduler', exact: true }).selectOption('prefill-first')
    await runFinished(page)
    // when the arms are compared, then it is said who won and lost
    await page.getByRole('tab', { name: 'Timelines' }).focus()
    for (let press = 0; press < 4; press++) await page.keyboard.press('ArrowRight')
    await page
      .getByText(/With B, \d+ requests won, \d+ lost/)
      .first()
      .waitFor()
    expect(await axeFindings(page)).toEqual([])
    // and the link holds it all
    const link = await sharedLink(page)
    expect(decode(link).document.arms.b).toMatchObject({ scheduler: { id: 'prefill-first' } })
  })

  e2e('a reader takes a step of a lesson, leaves it and comes back', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await page.getByRole('link', { name: 'Lessons' }).press('Enter')
    await page
      .getByRole('link', { name: /Why a KV cache/ })
      .first()
      .press('Enter')
    await page.getByRole('heading', { level: 1, name: 'A model that remembers' }).waitFor()
    const first = page.url()
    await page.getByRole('link', { name: 'Continue' }).press('Enter')
    await expect.poll(() => page.url()).not.toBe(first)
    expect(page.url()).toMatch(/#\/lessons\/[a-z-]+\/2$/)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Open in the Lab' }).press('Enter')
    await page.getByRole('button', { name: 'Share', exact: true }).waitFor()
    await page.getByRole('link', { name: /^(Back|Return) to/ }).press('Enter')
    await expect.poll(() => page.url()).toMatch(/#\/lessons\/[a-z-]+\/2$/)
  })
})

describe('driving', () => {
  e2e('changes the run from the playhead on, as an event that undo takes back', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await openGroup(page, 'Workload')
    const scrub = page.getByRole('slider', { name: 'Playhead' })
    await scrub.press('Home')
    for (let press = 0; press < 3; press++) await scrub.press('PageUp')
    await page.getByRole('button', { name: 'Drive', exact: true }).press('Enter')
    await typeNumber(page, 'Rate', '9')
    await page.keyboard.press('Enter')
    await runFinished(page)
    const driven = decode(await sharedLink(page)).document
    const [event] = Object.values(driven.events ?? {}).filter(({ kind }) => kind === 'patch')
    expect(event).toMatchObject({ patch: { workload: { knobs: { rate: 9 } } } })
    expect(event.at).toBeGreaterThan(5)
    // and the form shows what holds here, and what held before there
    const rate = page.getByRole('spinbutton', { name: 'Rate', exact: true })
    expect(await rate.inputValue()).toBe('9')
    await scrub.press('Home')
    await expect.poll(() => rate.inputValue()).not.toBe('9')
    await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
    expect(Object.keys(decode(await sharedLink(page)).document.events ?? {})).toEqual(['burst'])
  })
})
