/**
 * Once for all end-to-end tests: the page served from a sub-path, and one Chromium that every test connects to.
 */
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { ensureChromium, findFirefox } from '../../scripts/browser.mjs'
import { chromiumFlags } from './harness-flags.ts'
import { servePage } from './harness-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the page, with a final slash. */
    pageAddress: string
    /** Where the running Chromium listens. */
    chromiumEndpoint: string
    /** Path of Firefox, or null where it is not installed. */
    firefoxPath: string | null
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const executablePath = await ensureChromium()
  if (executablePath === null) throw new Error('no Chromium to test with; what to do is said above')
  const server = await servePage()
  const browser = await chromium.launchServer({ executablePath, headless: true, args: [...chromiumFlags] })
  project.provide('pageAddress', server.address)
  project.provide('chromiumEndpoint', browser.wsEndpoint())
  project.provide('firefoxPath', findFirefox())
  return async () => {
    await browser.close()
    await server.close()
  }
}
