/**
 * Mutated links: whatever happens to a link on its way, a page opens that runs, and says what was wrong.
 *
 *   npx tsx scripts/mutated-links.ts [--count 100000] [--seed 1] [--pages 300]
 *
 * Every mutation of the golden links is decoded, completed by the engine and encoded again in this process; every
 * count/pages-th is also opened in Chromium, where a blank page or an uncaught error counts as a failure.
 */
import { type Browser, chromium } from 'playwright-core'
import { CURRENT_VERSION } from '../src/experiment/defaults.ts'
import { decode, encode } from '../src/experiment/link.ts'
import { isSame } from '../src/experiment/record.ts'
import { completeDocument } from '../src/run/complete.ts'
import { Shelf } from '../src/run/shelf.ts'
import { chromiumFlags } from '../test/e2e/harness-flags.ts'
import { servePage } from '../test/e2e/harness-server.ts'
import { ensureChromium } from './browser.mjs'
import { goldenLinks } from './golden-links.ts'
import { type Mutated, mutate } from './mutated-links.mutate.ts'

export interface Outcome {
  readonly kind: string
  readonly link: string
  /** Problems told; null where something failed, which `failure` says. */
  readonly told: number | null
  readonly failure: string | null
}

export const everyGoldenLink = (): readonly string[] =>
  Array.from({ length: CURRENT_VERSION }, (_, i) => goldenLinks(i + 1)).flatMap((list) => list.map(({ link }) => link))

/** Decodes, completes and encodes again; what throws or changes on the way back is a failure. */
export function tryLink({ kind, link }: Mutated, shelf: Shelf): Outcome {
  try {
    const { document, problems } = decode(link)
    const again = decode(encode(document))
    if (!isSame(again.document, document)) return { kind, link, told: null, failure: 'another document comes back' }
    if (again.problems.length > 0) return { kind, link, told: null, failure: 'its own link has problems' }
    const { completed } = completeDocument(document, shelf)
    return { kind, link, told: problems.length + completed.problems.length, failure: null }
  } catch (error) {
    return { kind, link, told: null, failure: error instanceof Error ? `${error.name}: ${error.message}` : 'thrown' }
  }
}

/** Opens a link in a page that is already there, as pasting it into the address would. */
async function openInPages(browser: Browser, address: string, links: readonly string[]): Promise<readonly Outcome[]> {
  const page = await browser.newPage({ reducedMotion: 'reduce' })
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const outcomes: Outcome[] = []
  for (const link of links) {
    errors.length = 0
    await page.goto('about:blank')
    await page
      .goto(`${address}${link.startsWith('#') ? link : `#${link}`}`)
      .catch((error) => errors.push(String(error)))
    const isThere = await page
      .waitForFunction(() => document.querySelector('h1') !== null && document.querySelector('main') !== null, null, {
        timeout: 5000,
      })
      .then(() => true)
      .catch(() => false)
    // The worker answers within this time, and with it whatever it thinks of the document.
    await page.waitForTimeout(60)
    const failure = errors.length > 0 ? `uncaught: ${errors[0]}` : isThere ? null : 'blank page'
    outcomes.push({ kind: 'opened in Chromium', link, told: failure === null ? 0 : null, failure })
  }
  await page.close()
  return outcomes
}

function report(outcomes: readonly Outcome[]): void {
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort()
  console.log('mutation                    links   told   failed')
  for (const kind of kinds) {
    const mine = outcomes.filter((outcome) => outcome.kind === kind)
    const told = mine.filter((outcome) => (outcome.told ?? 0) > 0).length
    const failed = mine.filter(({ failure }) => failure !== null).length
    console.log(`${kind.padEnd(26)} ${String(mine.length).padStart(6)} ${String(told).padStart(6)} ${failed}`)
  }
  for (const { link, failure } of outcomes.filter((outcome) => outcome.failure !== null).slice(0, 10))
    console.log(`${failure}\n  ${JSON.stringify(link.slice(0, 300))}`)
}

async function main(args: readonly string[]): Promise<void> {
  const option = (name: string, standard: number): number => {
    const at = args.indexOf(`--${name}`)
    return at < 0 ? standard : Number(args[at + 1])
  }
  const count = option('count', 100_000)
  const seed = option('seed', 1)
  const pages = Math.min(count, option('pages', 300))
  const links = everyGoldenLink()
  const shelf = new Shelf()
  const outcomes: Outcome[] = []
  const toOpen: string[] = []
  for (let n = 0; n < count; n++) {
    const mutated = mutate(links, seed, n)
    outcomes.push(tryLink(mutated, shelf))
    if (pages > 0 && n % Math.floor(count / pages) === 0) toOpen.push(mutated.link)
  }
  if (toOpen.length > 0) {
    const executablePath = await ensureChromium()
    if (executablePath === null) throw new Error('no Chromium to open links in; what to do is said above')
    const server = await servePage()
    const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
    outcomes.push(...(await openInPages(browser, server.address, toOpen.slice(0, pages))))
    await browser.close()
    await server.close()
  }
  report(outcomes)
  const failed = outcomes.filter(({ failure }) => failure !== null).length
  console.log(
    `${count} mutated links, seed ${seed}, ${Math.min(pages, toOpen.length)} opened in Chromium: ${failed} failed`,
  )
  process.exitCode = failed > 0 ? 1 : 0
}

if (process.argv[1]?.endsWith('mutated-links.ts')) await main(process.argv.slice(2))
