/**
 * Golden digests: every way through the engine and every preset as a link, with the digest of the per-request times of its
 * arms (test/golden/digests.txt, test/golden/preset-digests.txt).
 *
 *   npx tsx scripts/digests.ts             writes the digests anew, for people to read in the commit's diff
 *   npx tsx scripts/digests.ts --browser   runs the links in the built worker in Chromium, Firefox and WebKit and compares
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gatherFiles, openShelf } from '../src/cli/model-files.ts'
import { presets } from '../src/content/presets/index.ts'
import { openLink } from '../src/experiment/link.ts'
import { completeDocument } from '../src/run/complete.ts'
import { openEngine } from '../src/run/engines.ts'
import { summaryOf } from '../src/run/simulate.ts'
import { digestsInBrowsers } from './digests.browser.ts'

const FILE = fileURLToPath(new URL('../test/golden/digests.txt', import.meta.url))
const PRESETS = fileURLToPath(new URL('../test/golden/preset-digests.txt', import.meta.url))
const PRESETS_HEAD = '# npx tsx scripts/digests.ts\n# Digests of the presets, all arms: name, digests, link.\n\n'

export interface GoldenDigest {
  readonly name: string
  readonly digest: string
  readonly link: string
}

export function goldenDigests(): readonly GoldenDigest[] {
  return parse(readFileSync(FILE, 'utf8')).goldens
}

/** The presets of the menu with the digests they had when the file was written. */
export function presetDigests(): readonly GoldenDigest[] {
  return parse(readFileSync(PRESETS, 'utf8')).goldens
}

/** One for all links, as on the page: weights are read, and what one engine computes for another is computed, once. */
const shelf = openShelf()

/** Digests of all arms, simulated here. Throws what a person would be told if the document cannot run. */
export async function digestInNode(link: string): Promise<string> {
  const { document, problems } = await openLink(link)
  if (problems.length > 0) throw new Error(problems[0].message)
  await openEngine(document.engine.id)
  const gathered = await gatherFiles(document, shelf)
  if (!gathered.ok) throw new Error(gathered.problems[0].message)
  const { engine, arms } = completeDocument(document, shelf)
  if (engine === null) throw new Error('no engine')
  return arms
    .map((arm) => {
      const summary = summaryOf(engine, arm, {}, shelf.supplies)
      if (!summary.ok) throw new Error(summary.problems[0].message)
      return summary.value.digest
    })
    .join('+')
}

function parse(text: string): { readonly head: string; readonly goldens: readonly GoldenDigest[] } {
  const split = text.indexOf('\n\n') + 2
  const lines = text.slice(split).trimEnd().split('\n')
  const goldens: GoldenDigest[] = []
  for (let at = 0; at < lines.length; at += 3) {
    goldens.push({ name: lines[at], digest: lines[at + 1].trim(), link: lines[at + 2].trim() })
  }
  return { head: text.slice(0, split), goldens }
}

async function rewrite(): Promise<string> {
  const { head, goldens } = parse(readFileSync(FILE, 'utf8'))
  let changed = 0
  const lines: string[] = []
  for (const { name, digest, link } of goldens) {
    const now = await digestInNode(link)
    if (now !== digest) changed++
    lines.push(`${name}\n  ${now}\n  ${link}\n`)
  }
  writeFileSync(FILE, head + lines.join(''))
  const ofPresets: string[] = []
  for (const { id, link } of presets) ofPresets.push(`${id}\n  ${await digestInNode(link)}\n  ${link}\n`)
  writeFileSync(PRESETS, PRESETS_HEAD + ofPresets.join(''))
  return `${goldens.length} golden digests, ${changed} changed; ${presets.length} presets`
}

async function compare(): Promise<string> {
  const goldens = [...goldenDigests(), ...presetDigests()]
  const browsers = await digestsInBrowsers(
    (await Promise.all(goldens.map(({ link }) => openLink(link)))).map(({ document }) => document),
  )
  const different = Object.entries(browsers).flatMap(([browser, digests]) =>
    goldens.flatMap(({ name, digest }, i) =>
      digests[i] === digest ? [] : [`${name}: ${digest} here, ${digests[i]} in ${browser}`],
    ),
  )
  if (different.length > 0) throw new Error(different.join('\n'))
  return `${goldens.length} digests are the same in ${Object.keys(browsers).join(' and ')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(process.argv.includes('--browser') ? await compare() : await rewrite())
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
