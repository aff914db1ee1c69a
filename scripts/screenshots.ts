/**
 * Pictures of the built page, to be looked at, into .cache/screenshots: the lab in both themes and three widths; each view of the
 * stage; the dialogs; an embed; a lesson, and a lesson presented. `npm run screenshots` builds first. An address after it
 * takes pictures of another experiment only (`npm run screenshots -- '#/lab?v=1&seed=2'`), the word `tokens` those of real text,
 * the word `arms` those of one to four arms, a fork and a killed instance.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { type Browser, chromium, type Page } from 'playwright-core'
import { chromiumFlags } from '../test/e2e/harness-flags.ts'
import { servePage } from '../test/e2e/harness-server.ts'
import { ensureChromium } from './browser.mjs'
import { projectRoot } from './source-files.ts'

interface Picture {
  readonly name: string
  readonly path?: string
  readonly width: number
  readonly height: number
  readonly scheme: 'light' | 'dark'
  /** What is done on the page before the picture is taken. */
  readonly first?: (page: Page) => Promise<void>
}

const schemes = ['light', 'dark'] as const
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 375, height: 812 },
] as const
const wide = sizes[0]

/** Milliseconds for the first run to stream in; a picture of an empty page shows nothing. */
const SETTLING = 3000
const AFTER_ACTION = 1200
/** A run is waited for this long at most, milliseconds. */
const LONGEST = 60_000

const press = (role: 'button' | 'tab', name: string) => (page: Page) =>
  page.getByRole(role, { name, exact: true }).press('Enter')

function lab(path = ''): readonly Picture[] {
  return schemes.flatMap((scheme) =>
    sizes.map((size) => ({ name: `lab-${scheme}-${size.width}`, path, ...size, scheme })),
  )
}

function views(): readonly Picture[] {
  const shown = ['Moment', 'Requests', 'Compare', 'Sweep'] as const
  return shown.flatMap((name) => [
    { name: `${name.toLowerCase()}-light-1440`, ...wide, scheme: 'light' as const, first: press('tab', name) },
    { name: `${name.toLowerCase()}-dark-375`, ...sizes[2], scheme: 'dark' as const, first: press('tab', name) },
  ])
}

const TOKENS = '#/lab?v=1&engine=tokens&view.stage=text'
const chooseToken = (page: Page) =>
  page.getByRole('listbox', { name: 'Written text' }).getByRole('option').nth(3).click()

/** The tokens engine: real text with a token chosen, the mixture's experts, diffusion; its timelines. */
function tokens(): readonly Picture[] {
  const whole = { width: 1440, height: 2200 }
  return [
    ...schemes.map((scheme) => ({
      name: `tokens-${scheme}-1440`,
      path: TOKENS,
      ...whole,
      scheme,
      first: chooseToken,
    })),
    { name: 'tokens-dark-375', path: TOKENS, width: 375, height: 2600, scheme: 'dark', first: chooseToken },
    { name: 'tokens-moe', path: `${TOKENS}&target=moe`, ...whole, scheme: 'light' },
    { name: 'tokens-diffusion', path: `${TOKENS}&decoder=diffusion`, ...whole, scheme: 'light' },
    { name: 'tokens-timelines', path: '#/lab?v=1&engine=tokens', ...wide, scheme: 'light' },
    {
      name: 'tokens-export',
      path: TOKENS,
      ...wide,
      scheme: 'light',
      first: press('button', 'Export'),
    },
  ]
}

/** The first page's burst under one to four set-ups, a fork of it, and an instance that dies and returns. */
const BURST =
  '#/lab?v=1&model=qwen3-30b-a3b&workload.requests=160&lengths.prompt.mean=900&lengths.output.mean=220&kv.capacityTokens=40000&decoder=speculative&event.burst.at=9&event.burst.kind=burst&event.burst.requests=24&event.burst.over=2&event.burst.promptTokens=3000&event.burst.outputTokens=300'
const ARMS: Readonly<Record<string, string>> = {
  one: BURST,
  two: `${BURST}&arm.b.decoder=autoregressive`,
  three: `${BURST}&arm.b.decoder=autoregressive&arm.c.kv.capacityTokens=80000`,
  four: `${BURST}&arm.b.decoder=autoregressive&arm.c.kv.capacityTokens=80000&arm.d.placement.instances=2`,
  fork: `${BURST}&arm.b=&event.fork-b-a.at=12&event.fork-b-a.kind=burst&event.fork-b-a.arm=b&event.fork-b-a.requests=30&event.fork-b-a.over=1&event.fork-b-a.promptTokens=2000&event.fork-b-a.outputTokens=200`,
  kill: '#/lab?v=1&accelerator=rtx-4090&placement.instances=3&workload.rate=4&workload.requests=300&arm.b=&event.kill.at=15&event.kill.kind=kill&event.kill.instance=1&event.kill.arm=b&event.restore.at=35&event.restore.kind=restore&event.restore.instance=1&event.restore.arm=b',
}

/** Every instance menu on the page at the second instance: the one that dies. */
async function secondInstance(page: Page): Promise<void> {
  for (const menu of await page.getByRole('combobox', { name: /^Instance of/ }).all()) await menu.selectOption('1')
}

/** Arms at every width, tall enough for all timelines and the inspection below them. */
function arms(): readonly Picture[] {
  return Object.entries(ARMS).flatMap(([name, path]) =>
    schemes.flatMap((scheme) =>
      sizes.map(({ width }) => ({
        ...{ name: `arms-${name}-${scheme}-${width}`, path, width, height: 2400, scheme },
        ...(name === 'kill' && { first: secondInstance }),
      })),
    ),
  )
}

const rest: readonly Picture[] = [
  ...(['Share', 'Export', 'Find'] as const).map((name) => ({
    name: `dialog-${name.toLowerCase()}`,
    ...wide,
    scheme: 'light' as const,
    first: press('button', name),
  })),
  {
    name: 'embed',
    path: '#/embed/kv+requests,workload.rate?v=1&workload.requests=60',
    width: 640,
    height: 560,
    scheme: 'light',
  },
  { name: 'embed-320', path: '#/embed/kv,,dark?v=1&workload.requests=60', width: 320, height: 420, scheme: 'light' },
  ...schemes.map((scheme) => ({ name: `accuracy-${scheme}`, path: '#/accuracy', ...wide, scheme })),
  { name: 'accuracy-375', path: '#/accuracy', ...sizes[2], scheme: 'dark' },
  ...schemes.map((scheme) => ({ name: `paper-${scheme}`, path: '#/papers/dynamic-splitfuse', ...wide, scheme })),
  { name: 'papers-375', path: '#/papers', ...sizes[2], scheme: 'dark' },
  { name: 'lessons', path: '#/lessons', ...wide, scheme: 'light' },
  ...schemes.map((scheme) => ({ name: `lesson-${scheme}`, path: '#/lessons/why-a-kv-cache/4', ...wide, scheme })),
  { name: 'lesson-375', path: '#/lessons/why-a-kv-cache/4', ...sizes[2], scheme: 'light' },
  { name: 'presenter', path: '#/lessons/why-a-kv-cache/4/present', width: 1920, height: 1080, scheme: 'dark' },
  { name: 'presenter-1280', path: '#/lessons/why-a-kv-cache/4/present', width: 1280, height: 720, scheme: 'dark' },
]

async function take(browser: Browser, address: string, picture: Picture, folder: string): Promise<void> {
  const { name, path = '', width, height, scheme, first } = picture
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme })
  page.on('pageerror', (error) => console.error(`${name}: ${error.message}`))
  await page.goto(address + path)
  await page.waitForTimeout(SETTLING)
  // Half a run is half a picture, where there is one; a page that runs nothing is waited for no longer.
  await page
    .waitForFunction(() => document.querySelector('.run-progress[data-running]') === null, null, { timeout: LONGEST })
    .catch(() => console.error(`${name}: still running after ${LONGEST / 1000} s`))
  if (first) {
    await first(page)
    await page.waitForTimeout(AFTER_ACTION)
  }
  const file = join(folder, `${name}.png`)
  await page.screenshot({ path: file })
  console.log(file)
  await page.close()
}

const executablePath = await ensureChromium()
if (executablePath === null) throw new Error('no Chromium to take pictures with; what to do is said above')
const folder = join(projectRoot, '.cache/screenshots')
mkdirSync(folder, { recursive: true })
const server = await servePage()
const browser = await chromium.launch({ executablePath, args: [...chromiumFlags] })
try {
  const sets: Readonly<Record<string, () => readonly Picture[]>> = {
    '': () => [...lab(), ...views(), ...tokens(), ...arms(), ...rest],
    ...{ tokens, arms },
  }
  const pictures = sets[argv[2] ?? '']?.() ?? lab(argv[2])
  for (const picture of pictures) await take(browser, server.address, picture, folder)
} finally {
  await browser.close()
  await server.close()
}
