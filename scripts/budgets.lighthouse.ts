/**
 * Lighthouse on a phone, by its own command at a fixed version, fetched by npx when it is needed: as a dependency it would
 * weigh more than everything else that tests install. Null where it cannot be fetched.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The last line of versions that runs on Node 20. */
const lighthouse = 'lighthouse@12.8.2'

export interface Scores {
  readonly performance: number
  readonly accessibility: number
  readonly 'best-practices': number
}

export async function lighthouseScores(
  address: string,
  chromium: string,
  flags: readonly string[],
): Promise<Scores | null> {
  const file = join(mkdtempSync(join(tmpdir(), 'lighthouse-')), 'report.json')
  try {
    await promisify(execFile)(
      'npx',
      [
        ...['--yes', lighthouse, address, '--quiet', '--output=json', `--output-path=${file}`],
        '--only-categories=performance,accessibility,best-practices',
        `--chrome-flags=${['--headless=new', ...flags].join(' ')}`,
      ],
      { env: { ...process.env, CHROME_PATH: chromium }, timeout: 240_000 },
    )
    const { categories } = JSON.parse(readFileSync(file, 'utf8')) as { categories: Record<string, { score: number }> }
    const score = (id: string) => Math.round((categories[id]?.score ?? 0) * 100)
    return {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
    }
  } catch {
    return null
  }
}
