/**
 * Prints what the page costs beside its budgets (ui.md), as a table: `npm run budgets` builds and measures in Chromium.
 *
 * Machines are shared and noisy, so times are medians and nothing fails here; bytes are judged by `npm run bytes`, axe by the
 * end-to-end tests. Throttled mobile is 4 × slower processor, 1.6 Mbit/s and 150 ms a round trip.
 */
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumFlags } from '../test/e2e/harness-flags.ts'
import { servePage } from '../test/e2e/harness-server.ts'
import { ensureChromium } from './browser.mjs'
import { lighthouseScores } from './budgets.lighthouse.ts'
import { measureSweep, sweepBudget } from './budgets.sweep.ts'
import { firstTokenBudget, measureFirstToken } from './budgets.tokens.ts'
import { watchPage } from './budgets.watch.ts'
import { measureZoom, type ZoomMeasured } from './budgets.zoom.ts'
import { goldenLinks } from './golden-links.ts'

const repetitions = 5
const patience = 15_000 // milliseconds until a chart or an answer counts as not shown
const streaming = 5_000 // milliseconds of a run in which long tasks are counted

const desktop = { width: 1440, height: 900, isThrottled: false }
const mobile = { width: 375, height: 812, isThrottled: true }
/** Pages of which Lighthouse gives scores, by what follows the address. */
const judged = { '/': '', embed: '#/embed/', lesson: '#/lessons/why-a-kv-cache' }

const executablePath = await ensureChromium()
if (executablePath === null) throw new Error('no Chromium to measure with; what to do is said above')
const server = await servePage()
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
try {
  console.log(row('what', 'median', 'budget', 'spread'))
  report('first chart, desktop', await repeat(() => firstChart(browser, desktop)), 1_000)
  report('first chart, throttled mobile', await repeat(() => firstChart(browser, mobile)), 2_000)
  report('change of a knob to first new pixels', await repeat(() => answerToKnob(browser)), 100)
  report('longest task on the main thread while streaming', await repeat(() => longestTask(browser)), 50)
  report(
    'tokens engine chosen to first token, 50 Mbit/s',
    await repeat(() => measureFirstToken(browser, server.address)),
    firstTokenBudget,
  )
  const zooms: ZoomMeasured[] = []
  for (let n = 0; n < 3; n++) zooms.push(await measureZoom(browser, server.address))
  const { tracks } = zooms[0]
  report(
    `script of a frame while zooming, p95, ${tracks} plots × 2 arms`,
    zooms.map(({ scriptP95 }) => scriptP95),
    12,
  )
  report(
    'sharp after the end of a zoom',
    zooms.map(({ sharp }) => sharp),
    50,
  )
  report('1,000 points of 1,000 requests, once', [await measureSweep(browser, server.address)], sweepBudget)
  const ten = goldenLinks(1).find(({ name }) => name === 'ten-edits')
  count('characters of a ten-edit link', ten === undefined ? null : `https://tokenscope.org/${ten.link}`.length, 250)
  for (const [page, fragment] of Object.entries(judged)) await reportLighthouse(page, server.address + fragment)
} finally {
  await browser.close()
  await server.close()
}
console.log('Bytes: npm run bytes. Memory and speed of a run of 1,000,000 requests: npm run bench. axe: npm test.')

async function reportLighthouse(page: string, address: string): Promise<void> {
  const scores = await lighthouseScores(address, executablePath ?? '', chromiumFlags)
  const limits = { performance: 95, accessibility: 98, 'best-practices': 100 } as const
  for (const [what, least] of Object.entries(limits)) {
    const score = scores?.[what as keyof typeof limits]
    const verdict = score === undefined ? '----' : score < least ? 'OVER' : 'ok'
    console.log(
      row(
        `Lighthouse mobile, ${page}: ${what}`,
        score === undefined ? 'not run' : String(score),
        `≥ ${least}`,
        '',
        verdict,
      ),
    )
  }
}

async function firstChart(browser: Browser, device: typeof desktop): Promise<number | null> {
  const page = await openWatched(browser, device)
  const time = await settled(page, () => window.watched.firstChart)
  await page.close()
  return time
}

/** One step of the first slider of the workload, after the first run has had time to finish. */
async function answerToKnob(browser: Browser): Promise<number | null> {
  const page = await openWatched(browser, desktop)
  await settled(page, () => window.watched.firstChart)
  await page.waitForTimeout(streaming)
  await page.locator('details.group summary', { hasText: 'Workload' }).click()
  const slider = page.locator('details.group input[type=range]').first()
  await slider.focus()
  await page.keyboard.press('ArrowRight')
  const time = await settled(page, () => {
    const { edited, answered } = window.watched
    return edited === null || answered === null ? null : answered - edited
  })
  await page.close()
  return time
}

/** The longest task after the first chart stands: what comes before is loading, which the first rows judge. */
async function longestTask(browser: Browser): Promise<number | null> {
  const page = await openWatched(browser, desktop)
  const start = await settled(page, () => window.watched.firstChart)
  await page.waitForTimeout(streaming)
  const tasks = await page.evaluate(() => window.watched.longTasks)
  await page.close()
  return start === null ? null : Math.max(0, ...tasks.filter((task) => task.start > start).map((task) => task.length))
}

async function openWatched(browser: Browser, { width, height, isThrottled }: typeof desktop): Promise<Page> {
  // A page that plays moves its crosshair every frame, which would look like an answer.
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' })
  // tsx wraps inner functions of ours in a helper that only its own modules have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchPage)
  if (isThrottled) {
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await session.send('Network.enable')
    const bytesPerSecond = 1_600_000 / 8
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    })
  }
  await page.goto(server.address)
  return page
}

/** The first answer of `ask` that is not null, or null when patience runs out. */
async function settled(page: Page, ask: () => number | null): Promise<number | null> {
  for (let waited = 0; waited < patience; waited += 50) {
    const value = await page.evaluate(ask)
    if (value !== null) return value
    await page.waitForTimeout(50)
  }
  return null
}

async function repeat(measure: () => Promise<number | null>): Promise<readonly (number | null)[]> {
  const times: (number | null)[] = []
  // What is not seen once is not waited for again.
  while (times.length < repetitions && !times.includes(null)) times.push(await measure())
  return times
}

function report(title: string, times: readonly (number | null)[], budget: number): void {
  const seen = times.filter((time) => time !== null).toSorted((a, b) => a - b)
  if (seen.length < times.length) {
    console.log(row(title, `not seen in ${times.length - seen.length} of ${times.length}`, `${budget} ms`, '', '----'))
    return
  }
  const median = seen[Math.floor(seen.length / 2)]
  const spread = `${seen[0].toFixed(0)} to ${seen[seen.length - 1].toFixed(0)}`
  console.log(row(title, `${median.toFixed(0)} ms`, `${budget} ms`, spread, median > budget ? 'OVER' : 'ok'))
}

function count(title: string, value: number | null, most: number): void {
  console.log(
    row(
      title,
      value === null ? 'not there' : String(value),
      String(most),
      '',
      value === null || value > most ? 'OVER' : 'ok',
    ),
  )
}

function row(what: string, median: string, budget: string, spread: string, verdict = ''): string {
  return `${verdict.padEnd(5)} ${what.padEnd(58)} ${median.padStart(10)} ${budget.padStart(9)}  ${spread}`
}
