/**
 * Pictures of the built page, to be looked at: light and dark, 1440, 1024 and 375 px wide, into .cache/screenshots.
 * `npm run screenshots` builds first. A fragment after it opens another experiment: `npm run screenshots -- '#/lab?seed=2'`.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { chromium } from 'playwright-core'
import { chromiumFlags } from '../test/e2e/harness-flags.ts'
import { servePage } from '../test/e2e/harness-server.ts'
import { ensureChromium } from './browser.mjs'
import { projectRoot } from './source-files.ts'

const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 375, height: 812 },
] as const

/** Milliseconds for the first run to stream in; a picture of an empty page shows nothing. */
const settling = 3_000

const executablePath = await ensureChromium()
if (executablePath === null) throw new Error('no Chromium to take pictures with; what to do is said above')
const folder = join(projectRoot, '.cache/screenshots')
mkdirSync(folder, { recursive: true })

const server = await servePage()
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
try {
  for (const colorScheme of schemes) {
    for (const viewport of sizes) {
      const page = await browser.newPage({ viewport, colorScheme })
      page.on('pageerror', (error) => console.error(`${colorScheme} ${viewport.width}: ${error.message}`))
      await page.goto(server.address + (argv[2] ?? ''))
      await page.waitForTimeout(settling)
      const path = join(folder, `lab-${colorScheme}-${viewport.width}.png`)
      await page.screenshot({ path })
      console.log(path)
      await page.close()
    }
  }
} finally {
  await browser.close()
  await server.close()
}
