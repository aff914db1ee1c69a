/** The engine of docs/adding-things.md on the page: a copy of the project with it is built, and all that is offered works. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { projectRoot } from '../../scripts/source-files.ts'
import { copyWithQueue } from '../readme/with-queue.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { type PageServer, servePage } from './harness-server.ts'
import { chooseEngine, numberField, openGroup } from './reader.ts'

const copy = copyWithQueue([
  'src',
  'scripts',
  'public',
  'index.html',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
])
let server: PageServer | null = null

beforeAll(async () => {
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: copy.folder, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the copy with another engine does not build (${code})`)
  server = await servePage(join(copy.folder, 'dist'))
})
afterAll(async () => {
  await server?.close()
  copy.remove()
})

describe('an engine that is a folder and a line', () => {
  e2e('is found in the list, runs, and shows its track, figure and knobs', async ({ lab }) => {
    const page = await lab.open({ at: server?.address ?? '', reducedMotion: 'reduce' })
    await runFinished(page)
    // given the list of engines, in which arrows and words find
    await page.getByRole('button', { name: 'Engine: Serving' }).press('Enter')
    const list = page.getByRole('listbox', { name: 'Found' })
    await list.waitFor()
    expect(await list.getByRole('option').count()).toBe(4)
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    // when the queue is chosen, then it runs
    await chooseEngine(page, 'M/M/1')
    await page.getByRole('button', { name: 'Engine: Queue' }).waitFor()
    await runFinished(page)
    await page.locator('[data-timeline="wait"] canvas').first().waitFor()
    const figure = page.locator('[data-metric="wait"]')
    await figure.waitFor()
    expect(await figure.textContent()).toContain('Mean wait')
    // and its knob is on the form and changes the run
    await openGroup(page, 'Queue')
    expect(await numberField(page, 'Arrivals').inputValue()).toBe('0.8')
    await numberField(page, 'Arrivals').fill('0.5')
    await page.waitForFunction(() => location.hash === '#/lab?v=2&engine=queue&rate=0.5')
    await runFinished(page)
    // and what it cannot do is not offered
    const tabs = await page.getByRole('tab').allInnerTexts()
    expect(tabs).toEqual(['Timelines', 'Sweep'])
    expect(await page.getByRole('combobox', { name: 'What a step is' }).count()).toBe(0)
    expect(await page.getByRole('heading', { name: /^Why/ }).count()).toBe(0)
    expect(await page.getByRole('heading', { name: 'Events' }).count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })

  e2e('opens by its link, is found by Find, swept and exported', async ({ lab }) => {
    const page = await lab.open({
      at: server?.address ?? '',
      path: '#/lab?v=2&engine=queue&rate=0.5&customers=400&sweep.x.path=rate&sweep.x.values=0.2~0.5~0.9',
      reducedMotion: 'reduce',
    })
    await runFinished(page)
    await page.keyboard.press('/')
    const found = async (words: string) => {
      await page.getByRole('combobox', { name: /^Find a request/ }).fill(words)
      return page.getByRole('listbox', { name: 'Found' }).getByRole('option').allTextContents()
    }
    expect(await found('wait')).toEqual(['Wait Timeline', 'Mean wait Figure'])
    expect(await found('arrivals')).toEqual(['Arrivals Queue'])
    expect(await found('preemption')).toEqual([])
    expect(await found('request 42')).toEqual([])
    await found('') // Escape would first empty the box
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
    await page.getByRole('button', { name: 'Timelines', exact: true }).last().waitFor()
    const offered = await page.getByRole('dialog').getByRole('listitem').getByRole('button').allInnerTexts()
    expect(offered).toEqual(['Experiment', 'Summary', 'Timelines'])
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Sweep' }).click()
    await page.getByRole('button', { name: 'Run 3 points' }).press('Enter')
    await page.getByRole('slider', { name: 'Mean wait over Arrivals, point cursor' }).waitFor()
  })
})
