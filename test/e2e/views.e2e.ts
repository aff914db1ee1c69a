/** Every view of the stage and every dialog: it shows what it is for, axe finds nothing, and nothing is wider than the page. */
import { decode } from '../../src/experiment/link.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'

const views = [
  ['Moment', /\d+ of \d+ blocks in use by/],
  ['Requests', /^Preempted$/],
  ['Compare', /Comparing needs two arms/],
  ['Sweep', /Highest rate|highest rate/],
] as const

describe('the views of the stage', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`show themselves without findings, ${colorScheme}`, async ({ lab }) => {
      const page = await lab.open({ colorScheme, reducedMotion: 'reduce' })
      await runFinished(page)
      for (const [name, words] of views) {
        await page.getByRole('tab', { name }).press('Enter')
        await page.getByText(words).first().waitFor()
        expect(await axeFindings(page), name).toEqual([])
      }
    })
  }

  e2e('fit a page of 320 px, with the inspector open', async ({ lab }) => {
    const page = await lab.open({ width: 320, height: 700, reducedMotion: 'reduce' })
    await runFinished(page)
    for (const [name, words] of views) {
      await page.getByRole('tab', { name }).press('Enter')
      await page.getByText(words).first().waitFor()
      if (name === 'Requests') await page.getByRole('button', { name: 'Request 3', exact: true }).press('Enter')
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, name).toBeLessThanOrEqual(0)
    }
  })

  e2e('are opened by a link, with timelines pinned and hidden as they were shared', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&workload.requests=30&view.pins=kv&view.hidden=batch&view.stage=timelines',
      reducedMotion: 'reduce',
    })
    await runFinished(page)
    const pinned = page.getByRole('region', { name: 'Pinned timelines' })
    await pinned.getByRole('slider', { name: /KV-cache occupancy/ }).waitFor()
    expect(await page.getByRole('slider', { name: 'Batch, data cursor' }).count()).toBe(0)
  })
})

describe('a link that limits its reader', () => {
  e2e('locks a group and hides another', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&workload.requests=30&view.lock=workload&view.hide=cost',
      reducedMotion: 'reduce',
    })
    await runFinished(page)
    const setUp = page.getByLabel('Set-up')
    await setUp.locator('summary', { hasText: /^Workload/ }).press('Enter')
    expect(await setUp.getByRole('spinbutton', { name: 'Rate', exact: true }).isDisabled()).toBe(true)
    await setUp.getByText('Locked by whoever made this link.').first().waitFor()
    expect(await setUp.locator('summary', { hasText: /^Cost model/ }).count()).toBe(0)
  })
})

describe('the dialogs', () => {
  e2e('have no findings, opened whole', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    for (const name of ['Share', 'Export', 'Open', 'Find', 'Help: keys and gestures']) {
      await page.getByRole('button', { name, exact: true }).press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      for (const summary of await dialog.locator('summary').all()) await summary.press('Enter')
      await page.waitForTimeout(300)
      expect(await axeFindings(page), name).toEqual([])
      await page.keyboard.press('Escape')
    }
  })
})

describe('an embedded page', () => {
  e2e('talks to the page around it, and keeps its own address', async ({ lab }) => {
    const page = await lab.open({ path: '#/lessons', reducedMotion: 'reduce' })
    const src = `${lab.address}#/embed/kv+requests,workload.knobs.rate,dark?v=1&workload.requests=40`
    // given a page around that listens
    await page.evaluate((address) => {
      const heard: unknown[] = []
      Object.assign(window, { heard })
      addEventListener('message', ({ data }) => heard.push(data))
      const frame = document.createElement('iframe')
      frame.src = address
      frame.width = '600'
      frame.height = '500'
      document.body.prepend(frame)
    }, src)
    const heard = () => page.evaluate(() => (window as unknown as { heard: { type: string; link?: string }[] }).heard)
    const tell = (message: object) =>
      page.evaluate((data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'), {
        tokenscope: 1,
        ...message,
      })
    await expect.poll(async () => (await heard()).some(({ type }) => type === 'ready')).toBe(true)
    await expect.poll(async () => (await heard()).some(({ type }) => type === 'done')).toBe(true)
    // when a knob is set and time moved from outside, then the state says so
    await tell({ type: 'set', path: 'setup.workload.knobs.rate', value: 7 })
    await expect
      .poll(async () => {
        const link = (await heard()).findLast(({ type }) => type === 'state')?.link ?? '#/lab'
        return decode(link).document.setup
      })
      .toMatchObject({ workload: { knobs: { rate: 7 } } })
    const frame = page.frames()[1]
    expect(frame.url()).toBe(src)
    expect(await frame.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    // and it shows the knob, the charts and the way to the whole lab, and no header
    await frame.getByRole('spinbutton', { name: 'Rate' }).waitFor()
    await frame.getByRole('link', { name: 'Open in Tokenscope' }).waitFor()
    expect(await frame.getByRole('banner').count()).toBe(0)
  })
})

describe('a chart as a picture', () => {
  e2e(
    'is an SVG that stands alone: well-formed, drawn, with nothing from outside and its permalink',
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      for (const name of ['KV-cache occupancy', 'Expert activations', 'Requests', 'Roofline']) {
        const isPlane = name === 'Roofline'
        if (isPlane) await page.getByRole('tab', { name: 'Moment' }).press('Enter')
        else await page.getByLabel(`${name}: explanation, table, export`).press('Enter')
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', { name: isPlane ? 'Save as SVG' : 'Export SVG' }).press('Enter'),
        ])
        const pieces: Buffer[] = []
        for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer)
        const svg = Buffer.concat(pieces).toString('utf8')
        // an independent parser, and a picture in a document of its own
        const seen = await page.evaluate(async (text) => {
          const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
          const image = new Image()
          image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
          await image.decode()
          const canvas = document.createElement('canvas')
          canvas.width = image.naturalWidth
          canvas.height = image.naturalHeight
          const ctx = canvas.getContext('2d')
          ctx?.drawImage(image, 0, 0)
          const pixels = ctx?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
          const colours = new Set<number>()
          for (let i = 0; i < pixels.length; i += 4)
            colours.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2])
          return {
            error: parsed.querySelector('parsererror')?.textContent ?? null,
            links: [...parsed.querySelectorAll('[href]')].map((element) => element.getAttribute('href')?.slice(0, 5)),
            permalink: parsed.querySelector('metadata')?.textContent,
            colours: colours.size,
          }
        }, svg)
        expect(seen.error, name).toBeNull()
        expect(
          seen.links.every((link) => link === 'data:'),
          name,
        ).toBe(true)
        expect(seen.permalink, name).toBe(page.url())
        expect(seen.colours, name).toBeGreaterThan(10)
      }
    },
  )
})

describe('what stands behind a figure', () => {
  e2e('is its formula with this run in it, a click away; and what fits is said before any run', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    const summary = page.getByRole('region', { name: 'Summary' })
    await summary.getByRole('button', { name: 'Goodput', exact: true }).press('Enter')
    await summary.getByText('finished requests with TTFT and TPOT within their class').waitFor()
    await summary.getByText(/^[\d,]+ \/ [\d.]+ s = /).waitFor()
    const before = page.getByRole('region', { name: 'Before any run' })
    await before.locator('summary', { hasText: 'Accelerators that hold it alone' }).press('Enter')
    await before
      .getByText(/NVIDIA H100 .*usable − weights/)
      .first()
      .waitFor()
  })

  e2e('a point of the roofline is a moment to go to', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await page.getByRole('tab', { name: 'Moment' }).press('Enter')
    const plane = page.getByRole('slider', { name: 'Roofline, point cursor' })
    await plane.focus()
    await plane.press('End')
    const said = await plane.getAttribute('aria-valuetext')
    await plane.press('Enter')
    const moment = /At ([\d.]+) s/.exec(said ?? '')?.[1]
    await expect
      .poll(() => page.getByRole('slider', { name: 'Playhead' }).getAttribute('aria-valuetext'))
      .toMatch(new RegExp(`^${moment} s of`))
  })
})
