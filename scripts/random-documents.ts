/**
 * Tries random documents in which things go wrong, by the hundred thousand: every law of test/laws/whole-document.ts must hold of each.
 *
 *   npm run random -- [--count 1000] [--seed 1] [--workers 1]
 *
 * Prints how far it is and the longest slice of a run; the first document that breaks a law ends it, shrunk, as a link, with exit code 1.
 * The documents of a seed are the same on any machine and with any number of workers.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import type { Experiment } from '../src/experiment/document.ts'
import { encode } from '../src/experiment/link.ts'
import { eventfulDocument } from '../test/laws/eventful-documents.ts'
import { type Clocks, expectDocumentSound, type Findings, noFindings } from '../test/laws/whole-document.ts'

const clocks: Clocks = {
  wall: () => performance.now(),
  processor() {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
}

/** Documents of one seed of the generator: what is told between them, and what a failure is found again from. */
const CHUNK = 500

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    /** Of a worker: which chunks are its own. */
    part: { type: 'string' },
  },
})
const [count, seed, workers] = [values.count, values.seed, values.workers].map(Number)
if (![count, seed, workers].every((number) => Number.isInteger(number) && number >= 0) || workers < 1) {
  console.error('Give --count, --seed and --workers as whole numbers.')
  process.exit(2)
}

if (workers > 1 && values.part === undefined) process.exitCode = await inWorkers()
else process.exitCode = tryChunks(Number(values.part ?? 0))

/** Each worker is this script again, with its part of the chunks. */
async function inWorkers(): Promise<number> {
  const codes = Array.from({ length: workers }, async (_, part) => {
    const args = ['--count', `${count}`, '--seed', `${seed}`, '--workers', `${workers}`, '--part', `${part}`]
    const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...args], {
      stdio: 'inherit',
    })
    return new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? 1)))
  })
  return Math.max(...(await Promise.all(codes)))
}

function tryChunks(part: number): number {
  const findings = noFindings()
  let tried = 0
  const began = performance.now()
  for (let chunk = part; chunk * CHUNK < count; chunk += workers) {
    const runs = Math.min(CHUNK, count - chunk * CHUNK)
    const property = fc.property(eventfulDocument, (document) => expectDocumentSound(document, clocks, findings))
    const checked = fc.check(property, { seed: seed * 1_000_003 + chunk, numRuns: runs })
    if (checked.failed) {
      tell(checked.counterexample?.[0] ?? null, checked.errorInstance, chunk)
      return 1
    }
    tried += runs
    const speed = (1000 * tried) / (performance.now() - began)
    console.log(`${tried} documents, ${speed.toFixed(0)} a second: ${wordsOf(findings)}`)
  }
  return 0
}

function wordsOf({ runs, unfinished, killed, blamed, longest }: Findings): string {
  return `${runs} runs, ${unfinished} with requests left inside, ${killed} with dead instances, ${blamed} requests blamed, longest slice ${longest.toFixed(0)} ms`
}

function tell(document: Experiment | null, error: unknown, chunk: number): void {
  if (document !== null) console.error(encode(document))
  console.error(error instanceof Error ? (error.stack ?? error.message) : String(error))
  console.error(`found in chunk ${chunk} of seed ${seed}`)
}
