/** How long the page takes for a sweep of 1,000 points of 1,000 requests each: the budget is a minute on two cores. */
import type { Browser } from 'playwright-core'
import { defaultExperiment } from '../src/experiment/defaults.ts'
import { edit } from '../src/experiment/edit.ts'
import { encode } from '../src/experiment/link.ts'

export const sweepBudget = 60_000 // milliseconds
const patience = 180_000 // milliseconds

/** 100 rates from 1 to 10.9 requests/s with ten seeds each, on the default set-up. */
function thousandPoints(): string {
  const values = Array.from({ length: 100 }, (_, place) => Number((1 + place / 10).toFixed(1)))
  const seeds = Array.from({ length: 10 }, (_, place) => place + 1)
  const axes = { x: { path: 'workload.rate', values }, repeats: { path: 'seed', values: seeds } }
  return encode(edit(edit(defaultExperiment(), 'setup.workload.knobs.requests', 1000), 'sweep', { axes }))
}

/** Milliseconds from the press of the button to the last point; null when it does not come. */
export async function measureSweep(browser: Browser, address: string): Promise<number | null> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  try {
    await page.goto(address + thousandPoints())
    await page.getByRole('tab', { name: 'Sweep' }).click()
    const start = Date.now()
    await page.getByRole('button', { name: 'Run 1,000 points' }).click()
    await page.getByText('1,000 points.').waitFor({ timeout: patience })
    return Date.now() - start
  } catch {
    // Not seen in time is an answer of its own: the table says so.
    return null
  } finally {
    await page.close()
  }
}
