/**
 * What an end-to-end test is written with: `e2e('title', async ({ lab }) => …)`.
 *
 * `lab.open()` gives a page of the running Chromium with nothing in its storage (harness-pages.ts). Whatever the page says in error (an
 * uncaught error, a console error, a failed or third-party request) fails the test when it ends, unless the test said
 * that it expects it. On failure a picture of each page lies in .cache/e2e/.
 */
import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type ConsoleMessage, chromium, type Page, type Request, type Response } from 'playwright-core'
import { test as base, expect, inject } from 'vitest'
import { giveBack, newPage, takePage } from './harness-pages.ts'

export { describe, expect } from 'vitest'

export interface OpenOptions {
  /** Of another build of the page, with a final slash. */
  readonly at?: string
  /** What follows the page's address: a fragment such as `#/lab?v=1&seed=2`. */
  readonly path?: string
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce' | 'no-preference'
  /** Whether the page may keep itself for a visit without a network: it fetches and stores all of itself then, after some seconds. */
  readonly serviceWorkers?: 'allow' | 'block'
  /** For a test that changes what is around the page: permissions, network, routes. */
  readonly isAlone?: boolean
}

export interface Lab {
  /** Address of the page, with a final slash. */
  readonly address: string
  /** A new page, opened and mounted. */
  open(options?: OpenOptions): Promise<Page>
  /** Errors that match are part of what this test shows. */
  expectError(pattern: RegExp): void
}

const pictures = fileURLToPath(new URL('../../.cache/e2e/', import.meta.url))

export const e2e = base.extend<{ lab: Lab; browser: Browser }>({
  browser: [
    // vitest reads the names of fixtures from the pattern, and the linter allows no empty one.
    async ({ task: _task }, use) => {
      const browser = await chromium.connect(inject('chromiumEndpoint'))
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  lab: async ({ browser, task }, use) => {
    const address = inject('pageAddress')
    const pages: Page[] = []
    const alone: Page[] = []
    const complaints: string[] = []
    const quiet: (() => void)[] = []
    const expected: RegExp[] = []
    await use({
      address,
      expectError: (pattern) => {
        expected.push(pattern)
      },
      open: async (options = {}) => {
        const { at = address, path = '', width = 1440, height = 900, serviceWorkers, isAlone, ...rest } = options
        const own = isAlone || serviceWorkers === 'allow' ? await newPage(browser, serviceWorkers) : undefined
        const page = await takePage(browser, { width, height, ...rest }, own)
        pages.push(page)
        if (own) alone.push(page)
        quiet.push(collectComplaints(page, new URL(at).origin, complaints))
        await page.goto(at + path)
        await page.waitForFunction(() => (document.querySelector('#root')?.childElementCount ?? 0) > 0)
        return page
      },
    })
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))
    if (task.result?.state === 'fail' || unexpected.length > 0) await takePictures(pages, task.name)
    for (const stop of quiet) stop()
    for (const page of pages) {
      if (alone.includes(page)) await page.context().close()
      else await giveBack(browser, page, new URL(address).origin)
    }
    expect(unexpected, 'what the page said in error').toEqual([])
  },
})

/** Waits until the run in hand has been simulated to its end, so that what is looked at no longer changes. */
export async function runFinished(page: Page): Promise<void> {
  await page.locator('.run-progress:not([data-running])', { hasText: 'computed to' }).waitFor({ state: 'attached' })
  await page.waitForFunction(() => document.querySelector('.stale, [data-stale]') === null)
}

/** Until it is stopped by what is handed back. */
function collectComplaints(page: Page, origin: string, complaints: string[]): () => void {
  const listeners = {
    pageerror: (error: Error) => void complaints.push(`uncaught ${error.stack ?? error.message}`),
    crash: () => void complaints.push('the page crashed'),
    console: (message: ConsoleMessage) => {
      if (message.type() === 'error') complaints.push(`console ${message.text()}`)
    },
    response: (response: Response) => {
      if (response.status() >= 400) complaints.push(`status ${response.status()} of ${response.url()}`)
    },
    request: (request: Request) => {
      const url = request.url()
      if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) complaints.push(`third-party request ${url}`)
    },
  }
  for (const [event, listener] of Object.entries(listeners)) page.on(event as 'crash', listener as () => void)
  return () => {
    for (const [event, listener] of Object.entries(listeners)) page.off(event as 'crash', listener as () => void)
  }
}

async function takePictures(pages: readonly Page[], title: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const name = title.replace(/[^a-z0-9]+/gi, '-').slice(0, 80)
  for (const [index, page] of pages.entries()) {
    // A page that has crashed or closed has no picture, and its own failure is the one to show.
    await page.screenshot({ path: join(pictures, `${name}-${index}.png`) }).catch(() => undefined)
  }
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Serious and critical findings of axe on the page as it stands, as readable lines. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'))
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const results = await axe.run(document, { resultTypes: ['violations'] })
    return results.violations.map(({ id, impact, help, nodes }) => ({
      line: `${impact} ${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
      impact: String(impact),
    }))
  })
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ line }) => line)
}
