/** Where one is: every address has a title and a heading of its own, and what is said on a page is about that page. */
import type { Page } from 'playwright-core'
import { lessons } from '../../src/content/lessons/index.ts'
import { papers } from '../../src/content/papers/index.ts'
import { describe, e2e, expect } from './harness.ts'

const addresses = [
  '#/lab?v=1&title=Mine',
  '#/embed/kv?v=1&title=Shown+elsewhere',
  '#/papers',
  ...Object.keys(papers).map((id) => `#/papers/${id}`),
  '#/lessons',
  ...lessons.flatMap(({ id, steps }) => steps.map((_, i) => `#/lessons/${id}/${i + 1}`)),
  '#/accuracy',
]

const headings = (page: Page) => page.locator('h1')

describe('every page', () => {
  e2e('has one heading of the first level and a title that no other page has', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    const titles: string[] = []
    for (const address of addresses) {
      const before = await page.title()
      await page.goto(lab.address + address)
      await expect.poll(() => page.title(), { message: address }).not.toBe(before)
      titles.push(await page.title())
      await expect.poll(() => headings(page).count(), { message: address }).toBe(1)
      const heading = (await headings(page).textContent()) ?? ''
      expect(heading.trim(), address).not.toBe('')
      expect(titles.at(-1), address).toContain(heading)
    }
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([])
    expect(titles.filter((title) => !title.endsWith(' · Tokenscope'))).toEqual([])
  })

  e2e('is entered at its heading, where a keyboard and a screen reader go on from', async ({ lab }) => {
    const page = await lab.open({ path: '#/lab?v=1', reducedMotion: 'reduce' })
    for (const name of ['Papers', 'Lessons', 'Accuracy', 'Lab']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).press('Enter')
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), { message: name }).toBe('H1')
    }
  })

  e2e('takes its title from the experiment, without taking the focus from its field', async ({ lab }) => {
    const page = await lab.open({ path: '#/lab?v=1', reducedMotion: 'reduce' })
    const field = page.getByRole('textbox', { name: 'Title' })
    await field.fill('Tight cache')
    await expect.poll(() => page.title()).toBe('Tight cache · Lab · Tokenscope')
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
  })
})

describe('the note of a broken link', () => {
  e2e(
    'stays with the experiment: not on other pages, there again on the way back, gone when it is undone',
    async ({ lab }) => {
      const page = await lab.open({ path: '#/lab?v=1&seed=5', reducedMotion: 'reduce' })
      await page.goto(`${lab.address}#/lab?v=1&seed=much`)
      const note = page.getByText('Part of the link could not be used.')
      await note.waitFor()
      const go = (name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()
      for (const name of ['Papers', 'Lessons', 'Accuracy']) {
        await go(name)
        await expect.poll(() => note.count(), { message: name }).toBe(0)
      }
      await go('Lab')
      await note.waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect.poll(() => note.count()).toBe(0)
    },
  )
})
