/**
 * What a reader of the page does and sees, by roles and names: opens a group, turns a knob, drops a file, copies the link,
 * saves what Export offers. Tests say what should follow.
 */
import type { JSHandle, Locator, Page } from 'playwright-core'
import type { Summary } from '../../src/kernel/engine.ts'
import { runFinished } from './harness.ts'

export interface TextFile {
  readonly name: string
  readonly text: string
}

/** Opens a group of knobs by keyboard: `openGroup(page, 'Workload')`. */
export async function openGroup(page: Page, title: string): Promise<void> {
  const summary = page.getByLabel('Set-up').locator('summary', { hasText: new RegExp(`^${title}`) })
  await summary.focus()
  await page.keyboard.press('Enter')
}

/** Picks an engine out of the list by keyboard, by a word of its title or of what it runs. */
export async function chooseEngine(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: /^Engine: / }).press('Enter')
  await page.getByRole('combobox', { name: 'Find an engine' }).fill(words)
  await page.keyboard.press('Enter')
}

/** Types a number over the one that stands there, as a person does: select all, type. */
export async function typeNumber(page: Page, label: string, value: string): Promise<void> {
  const field = numberField(page, label)
  await field.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(value)
}

export const numberField = (page: Page, label: string): Locator =>
  page.getByRole('spinbutton', { name: label, exact: true })

/** A file held over the window by the desktop; `release` drops it. */
export async function holdOver(page: Page, file: TextFile): Promise<{ release(): Promise<void> }> {
  const dataTransfer: JSHandle<DataTransfer> = await page.evaluateHandle(({ name, text }) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([text], name))
    return transfer
  }, file)
  await page.dispatchEvent('body', 'dragenter', { dataTransfer })
  await page.dispatchEvent('body', 'dragover', { dataTransfer })
  return { release: () => page.dispatchEvent('body', 'drop', { dataTransfer }) }
}

/** Opens a file by the button of the Open dialog. */
export async function openFile(page: Page, { name, text }: TextFile): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await page.getByLabel('Choose a file…').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
}

/** The link that Share shows: the document as it stands, whole. */
export async function sharedLink(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  await page.keyboard.press('Escape')
  return link
}

/** What a button of the Export dialog saves. */
export async function exported(
  page: Page,
  button: 'Experiment' | 'Summary' | 'Requests' | 'Acceptance',
): Promise<TextFile> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ])
  const pieces: Buffer[] = []
  for await (const piece of await download.createReadStream()) pieces.push(piece as Buffer)
  await page.keyboard.press('Escape')
  return { name: download.suggestedFilename(), text: Buffer.concat(pieces).toString('utf8') }
}

/** Summaries by arm of the finished run, as Export saves them: every figure to the last bit. */
export async function finishedSummaries(page: Page): Promise<Readonly<Record<string, Summary>>> {
  await runFinished(page)
  const { summaries } = JSON.parse((await exported(page, 'Summary')).text) as { summaries: Record<string, Summary> }
  return summaries
}

export async function finishedDigest(page: Page): Promise<string> {
  return Object.values(await finishedSummaries(page))[0].digest
}

/** The rows of the summary as they are read on the page. */
export async function summaryFigures(page: Page): Promise<readonly string[]> {
  await runFinished(page)
  const rows = page.getByRole('region', { name: 'Summary' }).getByRole('row')
  return (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim())
}

/** Counts how many runs the page asks its worker for from now on: the calls of `run` over Comlink. */
export async function watchRuns(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counted = window as unknown as { runsAsked: number }
    counted.runsAsked = 0
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
      if ((message as { path?: string[] } | null)?.path?.[0] === 'run') counted.runsAsked++
      return Reflect.apply(post, this, [message, ...rest])
    }
  })
  return () => page.evaluate(() => (window as unknown as { runsAsked: number }).runsAsked)
}
