/**
 * Pages of the running Chromium, used again: to make one, with a process and compiled code of its own, costs two thirds of opening the
 * lab. One that is handed on has left the lab, and nothing is stored for it.
 */
import type { Browser, Page } from 'playwright-core'
import { PATIENCE } from './harness-flags.ts'

export interface Sight {
  readonly width: number
  readonly height: number
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce' | 'no-preference'
}

const idle = new WeakMap<Browser, Page[]>()

/** An empty page with nothing in its storage, as a visitor with these preferences would have it: `own`, or one that is idle. */
export async function takePage(browser: Browser, sight: Sight, own?: Page): Promise<Page> {
  const page = own ?? idle.get(browser)?.pop() ?? (await newPage(browser))
  const { width, height, colorScheme = null, reducedMotion = null } = sight
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme, reducedMotion })
  return page
}

/** One that nobody else will have: what is changed of its context (network, permissions, routes, service workers) ends with it. */
export async function newPage(browser: Browser, serviceWorkers: 'allow' | 'block' = 'block'): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers })
  const page = await context.newPage()
  page.setDefaultTimeout(PATIENCE)
  return page
}

/** Takes a page back that a test is done with; `origin` is what it kept anything for. */
export async function giveBack(browser: Browser, page: Page, origin: string): Promise<void> {
  const context = page.context()
  if (page.isClosed() || context.pages().length > 1) return context.close()
  await page.goto('about:blank')
  const session = await context.newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
  await session.detach()
  idle.set(browser, [...(idle.get(browser) ?? []), page])
}
