/** Links: a copied one opens as the same experiment; one whose data are missing says so; a broken one never breaks the page. */
import { decode } from '../../src/experiment/link.ts'
import { azureLookAlike } from '../laws/published-traces.ts'
import { axeFindings, describe, e2e, expect, runFinished } from './harness.ts'
import {
  chooseEngine,
  finishedDigest,
  finishedSummaries,
  holdOver,
  numberField,
  openFile,
  openGroup,
  sharedLink,
  summaryFigures,
  typeNumber,
} from './reader.ts'

const fragmentOf = (link: string): string => link.slice(link.indexOf('#'))

describe('a shared link', () => {
  e2e('opens as the same document with the same figures', async ({ lab }) => {
    const page = await lab.open({ reducedMotion: 'reduce', isAlone: true })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await runFinished(page)
    // given three knobs edited by keyboard: a number, a choice, the seed
    await openGroup(page, 'Workload')
    await typeNumber(page, 'Requests', '120')
    await openGroup(page, 'Scheduler')
    await page.getByRole('combobox', { name: 'Scheduler', exact: true }).focus()
    await page.keyboard.type('Prefill')
    await page.getByRole('spinbutton', { name: 'Seed' }).focus()
    await page.keyboard.press('ArrowUp')
    // when the link is copied
    await page.getByRole('button', { name: 'Share', exact: true }).press('Enter')
    await page.getByRole('button', { name: 'Copy', exact: true }).press('Enter')
    await page.getByText('Copied.').waitFor()
    await page.keyboard.press('Escape')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const { document, problems } = decode(link)
    expect(problems).toEqual([])
    expect(document).toMatchObject({
      seed: 2,
      setup: { workload: { knobs: { requests: 120 } }, scheduler: { id: 'prefill-first' } },
    })
    // then a new page of another reader shows the same document and the same figures, to the last bit
    const other = await lab.open({ path: fragmentOf(link), reducedMotion: 'reduce' })
    expect(await finishedSummaries(other)).toEqual(await finishedSummaries(page))
    expect(await summaryFigures(other)).toEqual(await summaryFigures(page))
    expect(decode(await sharedLink(other)).document).toEqual(document)
  })

  e2e('whose trace is not here names what is missing, and opening the file mends it', async ({ lab }) => {
    const trace = { name: 'mine.csv', text: azureLookAlike(120) }
    const page = await lab.open({ reducedMotion: 'reduce' })
    await (await holdOver(page, trace)).release()
    await page.getByText('120 requests').waitFor()
    const digest = await finishedDigest(page)
    const link = await sharedLink(page)
    // when somebody without the file opens the link, then the page names the trace
    const other = await lab.open({ path: fragmentOf(link), reducedMotion: 'reduce' })
    const missing = other.getByText(/This experiment uses mine.*not on this machine/)
    await missing.waitFor()
    // when they open a file of the same content under another name, then it runs with the same digest
    await openFile(other, { ...trace, name: 'from-a-friend.csv' })
    await missing.waitFor({ state: 'detached' })
    expect(await finishedDigest(other)).toBe(digest)
    expect(decode(await sharedLink(other)).document).toEqual(decode(link).document)
  })
})

/** Links by what is wrong with them, and what the page says: beside the field where there is one, else in the notice. */
const broken: readonly (readonly [link: string, said: string])[] = [
  ['v=1&workload.rat=3', '“workload.rat” is no setting'],
  ['v=1&__proto__.polluted=1', '“__proto__.polluted” is no key'],
  ['v=1&z=AAAA____', '“z” cannot be read'],
  ['v=1&workload.rate=fast', '“workload.rate” needs a number'],
  ['v=1&workload.rate=-5', 'workload.rate is -5'],
  ['v=1&batching.maxRunning=1e999', 'the value is “1e999”'],
  ['v=1&batching.maxRunning=NaN', 'the value is “NaN”'],
  ['v=1&scheduler=magic', 'scheduler is "magic"'],
  ['v=1&seed=abc', '“seed” cannot be “abc”'],
  ['v=999', 'version 999'],
  ['v=zero', '“v” is “zero”'],
  ['v=1&engine=warp', 'no engine “warp”'],
  ['v=1&constructor.prototype.polluted=1', '“constructor.prototype.polluted” is no key'],
  ['v=1&event.__proto__.at=3', '“event.__proto__.at” is no key'],
  ['v=1&arm.__proto__.workload.rate=3', '“arm.__proto__.workload.rate” is no key'],
  ['v=1&arm.b=&arm.c=&arm.d=&arm.e=&arm.f=', '“arms” has more than 4 entries'],
  ['v=1&event.x.at=soon&event.x.kind=burst', '“events.x.at” is “soon”'],
  ['v=1&event.x.at=1&event.x.kind=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E', 'Event x (<img src=x onerror=alert(1)>'],
  ['v=1&data.trace=%E0%A4%A', '“data.trace” is damaged'],
  ['v=1&z=%00%FF', '“z” is damaged'],
  ['v=1&d=not-hex', '“d” is “not-hex”'],
  [`v=1&title=${'x'.repeat(1_000_000)}`, 'The link has 1000016 characters'], // #/lab?v=1&title= is 16
  [`v=1&${Array.from({ length: 20_000 }, (_, i) => `k${i}=1`).join('&')}`, 'The link has 20001 keys'],
]

describe('a broken link', () => {
  e2e.for(broken.slice(0, 3))('opens the page and names the key: %s', async ([fragment, said], { lab }) => {
    const page = await lab.open({ path: `#/lab?${fragment}`, reducedMotion: 'reduce' })
    await page.getByText('Part of the link could not be used.').waitFor()
    await page.getByText(said).waitFor()
    // and the rest of the experiment runs: 600 requests are the default
    expect((await finishedSummaries(page)).a.report.requests).toMatchObject({ finished: 600 })
  })

  e2e(
    `of ${broken.length} kinds, pasted one after the other, is explained and leaves the page alive`,
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      for (const [fragment, said] of broken) {
        await page.evaluate((hash) => {
          location.hash = hash
        }, `#/lab?${fragment}`)
        const words = page.getByText(said).first()
        await expect.poll(() => words.isVisible(), { message: `“${said}” of ${fragment.slice(0, 60)}` }).toBe(true)
      }
      // and the page still works: a knob turns, a run ends, and nothing leaked into every object
      await openGroup(page, 'Workload')
      await typeNumber(page, 'Requests', '50')
      expect(await numberField(page, 'Requests').inputValue()).toBe('50')
      expect((await finishedSummaries(page)).a.report.requests).toMatchObject({ arrived: 50 })
      expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
    },
  )
})

describe('a link of an engine that nobody knows', () => {
  const LINK = '#/lab?v=2&engine=tokenz&output=32&decoder=prompt-lookup'

  e2e('is kept as it is, named with the known ones, and read as the one that is chosen', async ({ lab }) => {
    const page = await lab.open({ path: LINK, reducedMotion: 'reduce' })
    await page
      .getByText('There is no engine “tokenz”. Did you mean tokens? Known: tokens, serving, index-locality.')
      .first()
      .waitFor()
    expect(await page.evaluate(() => location.hash)).toBe(LINK)
    await page.getByRole('button', { name: 'Engine: tokenz' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    // when the engine that was meant is chosen, then what the link says is kept
    await chooseEngine(page, 'Tokens')
    await runFinished(page)
    await page.waitForFunction(() => location.hash.includes('engine=tokens&'))
    expect(await page.evaluate(() => location.hash)).toContain('decoder=prompt-lookup')
    expect(await page.evaluate(() => location.hash)).toContain('output=32')
    expect(await page.getByText('There is no engine').count()).toBe(0)
    // and undo brings the link back
    await page.getByRole('button', { name: 'Undo' }).press('Enter')
    await page.getByText('There is no engine “tokenz”').first().waitFor()
  })

  e2e(
    'opens over another experiment as well, and so does one of an engine whose manifest is not here yet',
    async ({ lab }) => {
      const page = await lab.open({ reducedMotion: 'reduce' })
      await runFinished(page)
      await page.evaluate((link) => {
        location.hash = link
      }, LINK)
      await page.getByText('There is no engine “tokenz”').first().waitFor()
      await page.evaluate(() => {
        location.hash = '#/lab?v=2&engine=tokens&decoder=draft-model&prompts.requests=3'
      })
      await page.getByRole('button', { name: 'Engine: Tokens' }).waitFor()
      await runFinished(page)
      expect(await page.getByText('Part of the link could not be used.').count()).toBe(0)
    },
  )
})
