/** From choosing the tokens engine to its first written token on screen: weights fetched, unpacked, and a text begun. */
import type { Browser } from 'playwright-core'

/** Milliseconds that a person waits on a fast link. */
export const firstTokenBudget = 1_000
const patience = 20_000
/** A fast link: 50 Mbit/s and 20 ms a round trip. */
const link = { offline: false, latency: 20, downloadThroughput: 50e6 / 8, uploadThroughput: 50e6 / 8 }

declare global {
  interface Window {
    firstToken: number | null
  }
}

/** Null where no token was seen. */
export async function measureFirstToken(browser: Browser, address: string): Promise<number | null> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  // tsx wraps inner functions of ours in a helper that only its own modules have.
  await page.addInitScript('globalThis.__name = (named) => named')
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', link)
  await page.goto(address)
  await page.locator('.transport').waitFor()
  await page.waitForTimeout(3_000) // the shipped run is computed again by now
  await page.getByRole('button', { name: /^Engine: / }).click()
  const tokens = page.getByRole('listbox', { name: 'Found' }).getByRole('option', { name: /^Tokens/ })
  await tokens.evaluate((option) => {
    window.firstToken = null
    const started = performance.now()
    const look = () => {
      const isThere = document.querySelector('[role=listbox] [role=option][data-place]') !== null
      if (isThere) window.firstToken = performance.now() - started
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    ;(option as HTMLElement).click()
  })
  const deadline = Date.now() + patience
  let time: number | null = null
  while (time === null && Date.now() < deadline) {
    await page.waitForTimeout(50)
    time = await page.evaluate(() => window.firstToken)
  }
  await page.close()
  return time
}
