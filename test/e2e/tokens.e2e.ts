/** The tokens engine on the page: real text, what could have stood there, and what is said when its weights are not to be had. */
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import { chooseEngine, exported, openFile } from './reader.ts'

const TEXT = '#/lab?v=1&engine=tokens&prompts.requests=7&view.stage=text'

describe('the tokens engine', () => {
  e2e('is chosen by keyboard, writes, and explains a token', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce' })
    await runFinished(page)
    await chooseEngine(page, 'small language models')
    const words = page.getByRole('listbox', { name: 'Written text' })
    await words.waitFor()
    await runFinished(page)
    await words.getByRole('option').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('heading', { name: /^Round \d+/ }).waitFor()
    await page.getByRole('heading', { name: 'Attention' }).waitFor()
    await page.getByText('target p', { exact: true }).waitFor()
    // and undo brings the cluster back
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    await page.getByRole('button', { name: 'Engine: Serving' }).waitFor()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    e2e(`has no findings, ${colorScheme}, and fits 320 px`, async ({ lab }) => {
      const page = await lab.open({ path: TEXT, colorScheme, reducedMotion: 'reduce', width: 320, height: 800 })
      await runFinished(page)
      await page.getByRole('listbox', { name: 'Written text' }).getByRole('option').nth(3).click()
      await page.getByRole('heading', { name: 'Attention' }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide).toBeLessThanOrEqual(0)
    })
  }

  e2e('runs the losslessness battery, and catches every mistake', async ({ lab }) => {
    const page = await lab.open({ path: TEXT, reducedMotion: 'reduce' })
    await runFinished(page)
    await page.getByRole('button', { name: 'Run the battery' }).press('Enter')
    await page.getByRole('cell', { name: 'caught' }).nth(5).waitFor()
    expect(await page.getByRole('cell', { name: 'lossless', exact: true }).count()).toBe(4)
    expect(await page.getByRole('cell', { name: 'caught', exact: true }).count()).toBe(6)
  })

  e2e('says which weights are missing, and the rest of the lab works', async ({ lab }) => {
    lab.expectError(/target\.bin|status of 404/)
    const page = await lab.open({ reducedMotion: 'reduce', isAlone: true })
    await page.context().route('**/models/target.bin', (route) => route.fulfill({ status: 404, body: 'no' }))
    await runFinished(page)
    await chooseEngine(page, 'Tokens')
    await page
      .getByText(/target\.bin \(the server says 404\)/)
      .first()
      .waitFor()
    await chooseEngine(page, 'Serving')
    await runFinished(page)
  })

  e2e('says that weights are damaged', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce', isAlone: true })
    await page.context().route('**/models/draft.bin', (route) => route.fulfill({ body: 'half a file' }))
    await runFinished(page)
    await chooseEngine(page, 'Tokens')
    await page
      .getByText(/The weights of “draft” are damaged/)
      .first()
      .waitFor()
  })

  e2e('feeds a cluster: acceptance computed by real models is labelled so', async ({ lab }) => {
    const page = await lab.open({
      path: '#/lab?v=1&workload.requests=40&decoder=speculative&decoder.process=computed',
      reducedMotion: 'reduce',
    })
    await runFinished(page)
    await page.getByRole('tab', { name: 'Moment' }).press('Enter')
    await page.getByRole('heading', { name: /Token acceptance\s+computed/ }).waitFor()
    await page.getByText(/Independent drafts at the same rate/).waitFor()
  })

  e2e('records its acceptance into a file, and a cluster follows the file', async ({ lab }) => {
    const page = await lab.open({ path: TEXT, reducedMotion: 'reduce' })
    await runFinished(page)
    const { text } = await exported(page, 'Acceptance')
    expect(JSON.parse(text)).toMatchObject({ format: 'tokenscope recording', kind: 'acceptance' })
    // what a set-up cannot give says what to choose
    await page.getByRole('button', { name: 'Export', exact: true }).press('Enter')
    await page.getByRole('button', { name: 'Experts', exact: true }).press('Enter')
    await page.getByText(/has no experts to choose among/).waitFor()

    const cluster = await lab.open({ path: '#/lab?v=1&workload.requests=40', reducedMotion: 'reduce' })
    await runFinished(cluster)
    await openFile(cluster, { name: 'mine.json', text })
    await cluster.getByText(/mine\.json is what the run follows now/).waitFor()
    await runFinished(cluster)
    await cluster.getByRole('tab', { name: 'Moment' }).press('Enter')
    await cluster.getByRole('heading', { name: /Token acceptance\s+recorded/ }).waitFor()
    // and a file that is none is refused, with the run as it was
    await openFile(cluster, {
      name: 'broken.json',
      text: '{"format":"tokenscope recording","version":1,"kind":"gates","parts":[{}]}',
    })
    await cluster.getByText(/broken\.json could not be read/).waitFor()
    await cluster.getByRole('heading', { name: /Token acceptance\s+recorded/ }).waitFor()
  })
})
