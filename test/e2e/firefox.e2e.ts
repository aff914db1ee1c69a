/** The page opens in Firefox too. Skipped, with a word, where Firefox is not installed. */
import puppeteer from 'puppeteer-core'
import { expect, inject, it } from 'vitest'
import { firefoxOptions, PATIENCE } from './harness-flags.ts'

it('opens in Firefox without an error', async ({ skip }) => {
  const executablePath = inject('firefoxPath')
  if (executablePath === null) return skip('Firefox is not installed')
  // given a Firefox of its own, driven over WebDriver BiDi
  const browser = await puppeteer.launch(firefoxOptions(executablePath))
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(PATIENCE)
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    // when the page is opened, then it mounts and complains of nothing
    await page.goto(inject('pageAddress'))
    await page.waitForSelector('main')
    expect(await page.title()).toContain('Tokenscope')
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
  }
})
