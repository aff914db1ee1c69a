/** In the pseudo-language everything from the catalogue stands in brackets: the shell must have no word outside them. */
import type { Page } from 'playwright-core'
import { describe, e2e, expect, runFinished } from './harness.ts'

/** Texts on the page, three letters and more, that do not come from the catalogue. */
const outside = (page: Page, selector: string) =>
  page.evaluate((within) => {
    const found: string[] = []
    for (const root of document.querySelectorAll(within)) {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const isRead = node.parentElement?.closest('svg, code, kbd, textarea, .num td, dd') === null
        const words = (node.textContent ?? '').trim()
        if (isRead && /\p{L}{3}/u.test(words) && !words.includes('⟦')) found.push(words)
      }
    }
    return found
  }, selector)

describe('another language', () => {
  e2e('says the whole shell: header, transport, tabs, dialogs', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await page.evaluate(() => localStorage.setItem('tokenscope.language', 'pseudo'))
    await page.reload()
    await page.waitForFunction(() => document.documentElement.lang === 'pseudo')
    await page.locator('.run-progress:not([data-running])').waitFor({ state: 'attached' })
    expect((await outside(page, 'header, .stage-tabs, .transport')).filter((words) => words !== 'Tokenscope')).toEqual(
      [],
    )
    for (const name of ['Share', 'Export', 'Help: keys and gestures']) {
      await page.getByRole('button', { name: `⟦${name}⟧`, exact: true }).press('Enter')
      await page.getByRole('dialog').waitFor()
      expect(await outside(page, 'dialog p, dialog button, dialog summary'), name).toEqual([])
      await page.keyboard.press('Escape')
    }
  })

  e2e('says the words of papers and lessons, figures and formulas among them', async ({ lab }) => {
    const page = await lab.open({ path: '#/papers/distserve', reducedMotion: 'reduce' })
    await page.evaluate(() => localStorage.setItem('tokenscope.language', 'pseudo'))
    await page.reload()
    await page.getByRole('heading', { name: '⟦How it works⟧' }).waitFor()
    // names and addresses are the same in every language; a formula is none of the catalogue's
    expect(
      (await outside(page, '.paper-page h2, .paper-page > p:not(.note)')).filter((words) => words !== 'BibTeX'),
    ).toEqual([])
    await page.getByText('⟦With a loose limit for the tokens').waitFor()
    await page.goto(`${lab.address}#/lessons/why-a-kv-cache/2`)
    const article = page.getByRole('article')
    await article.getByText('⟦At its fullest moment this run used').waitFor()
    await expect
      .poll(() => article.getByText('At its fullest moment').textContent())
      .toMatch(/used [\d.]+ % of a cache of/)
    expect(await outside(page, 'article > p:not(.note), article .equation p')).toEqual([
      'of a cache of 48,000 tokens.⟧',
    ])
  })

  e2e('is not loaded by those who read English', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  })
})
