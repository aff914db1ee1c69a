/**
 * Breaks one rule of the serving engine at a time, in a copy, and asks whether a specification notices. Run by hand:
 * `npx tsx scripts/mutations.ts [WORD]` (only mutations whose name has the word). About five seconds each; exit code 1 when
 * one survives. A mutation that no longer applies is a failure too: the rule has moved, and so must its line here.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './source-files.ts'

interface Mutation {
  readonly name: string
  /** Below src/engines/serving. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const scheduler = (file: string) => `scheduler/${file}.ts`

const mutations: readonly Mutation[] = [
  {
    name: 'victim: first admitted',
    file: scheduler('keep-decoding'),
    from: 'let last = running.length - 1',
    to: 'let last = 0',
  },
  { name: 'victim: in the batch', file: scheduler('keep-decoding'), from: 'batch.has(running.at(last)) || ', to: '' },
  {
    name: 'victim: of another rank',
    file: scheduler('keep-decoding'),
    from: ' || !kv.areTogether(running.at(last), request)',
    to: '',
  },
  {
    name: 'chunks: a prompt that does not fit is passed',
    file: scheduler('chunked-prefill'),
    from: 'if (!view.kv.reserve(request, chunk)) return',
    to: 'if (!view.kv.reserve(request, chunk)) continue',
  },
  {
    name: 'chunks: prompts before streams',
    file: scheduler('chunked-prefill'),
    from: 'if (keepDecoding(view) > 0) continuePrompts(view, tokenBudget)\n      admitInOrder(view, tokenBudget)',
    to: 'continuePrompts(view, tokenBudget)\n      admitInOrder(view, tokenBudget)\n      keepDecoding(view)',
  },
  {
    name: 'prefill first: streams join',
    file: scheduler('prefill-first'),
    from: 'if (batch.length === 0) keepDecoding(view)',
    to: 'keepDecoding(view)',
  },
  {
    name: 'fcfs: no reservation',
    file: scheduler('fcfs'),
    from: 'left + Math.min(reservedOutput, Math.max(0, capacity))',
    to: 'left',
  },
  { name: 'static: others join', file: scheduler('static-batch'), from: 'if (batch.length > 0) return', to: '' },
  {
    name: 'shortest: no ageing',
    file: scheduler('shortest-first'),
    from: 'view.promptLeft(request) - ageing',
    to: 'view.promptLeft(request) - 0 * ageing',
  },
  {
    name: 'priority: admission by arrival',
    file: scheduler('priority'),
    from: 'view.priority(request) * 1e9 +',
    to: '',
  },
  {
    name: 'blocks: released first to last',
    file: 'kv/kv-cache.ts',
    from: 'for (let number = count - 1; number >= 0; number--) {',
    to: 'for (let number = 0; number < count; number++) {',
  },
  {
    name: 'blocks: no watermark',
    file: 'kv/kv-cache.ts',
    from: 'return this.counts.tables === 0 ? 0 : this.options.reserveBlocks',
    to: 'return 0',
  },
  {
    name: 'blocks: drafts keep theirs',
    file: 'kv/kv-cache.ts',
    from: 'while (blocks.length > keep) {',
    to: 'while (blocks.length > keep + 99) {',
  },
  {
    name: 'blocks: the last token hits',
    file: 'kv/kv-cache.ts',
    from: '(requests.prefillTarget[request] - 1) / this.blockTokens',
    to: 'requests.prefillTarget[request] / this.blockTokens',
  },
  {
    name: 'eviction: newest first',
    file: 'kv/block-pool.ts',
    from: 'this.drop(counts.head)\n      counts.evicted++',
    to: 'this.drop(counts.tail)\n      counts.evicted++',
  },
  {
    name: 'eviction: a branch is one block',
    file: 'kv/block-pool.ts',
    from: 'block = before >= 0 && this.children[before] === 0 && this.references[before] === 0 ? before : -1',
    to: 'block = -1',
  },
  {
    name: 'preemption: back of the queue',
    file: 'lifecycle.ts',
    from: 'instance.waiting.pushFront(request)',
    to: 'instance.waiting.pushBack(request)',
  },
  {
    name: 'preemption: emitted tokens are not computed again',
    file: 'lifecycle.ts',
    from: 'requests.promptTokens[request] + requests.emitted[request]',
    to: 'requests.promptTokens[request]',
  },
  {
    name: 'swap: the iteration does not wait',
    file: 'lifecycle.ts',
    from: 'instance.state.roomAt = moveOverHostLink',
    to: 'moveOverHostLink',
  },
  { name: 'swap: moves do not queue', file: 'lifecycle.ts', from: 'Math.max(now, state.linkFree)', to: 'now' },
  {
    name: 'swap: the victim is back at once',
    file: 'iteration.ts',
    from: '      arrives,\n      priority.transferEnd',
    to: '      now,\n      priority.transferEnd',
  },
  {
    name: 'swap: last out, first back',
    file: 'lifecycle.ts',
    from: 'instance.swapped.pushFront(request)',
    to: 'instance.swapped.pushBack(request)',
  },
  {
    name: 'limits: the queue is never full',
    file: 'lifecycle.ts',
    from: 'requests.phase[request] === Phase.queued && instance.waiting.length >= limits.queue',
    to: 'false',
  },
  {
    name: 'limits: a request in an iteration leaves at once',
    file: 'lifecycle.ts',
    from: 'home >= 0 && cluster.instances[home].isInFlight(request)',
    to: 'false',
  },
  {
    name: 'pipeline: batches overtake',
    file: 'iteration.ts',
    from: 'Math.max(start + time, state.lastEnd + stage)',
    to: 'start + time',
  },
  {
    name: 'kill: KV survives',
    file: 'document-events.ts',
    from: 'for (const rank of dying.kv.ranks) rank.pool.clear()',
    to: '',
  },
  { name: 'router: most outstanding', file: 'router/least.ts', from: 'value < least', to: 'value > least' },
  { name: 'summary: warm-up counts', file: 'summary.ts', from: 'if (arrival[request] < warmUp) continue', to: '' },
  {
    name: 'oracle: everybody sees',
    file: 'view.ts',
    from: "algorithm.sees?.includes('outputLength') ?",
    to: 'algorithm !== undefined ?',
  },
]

const specifications = ['kv', 'scheduler', 'router', 'limits', 'parallelism', 'document-events', 'summary', 'oracle']

function main(word: string): number {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-mutations-'))
  for (const name of ['src', 'test', 'scripts', 'package.json', 'tsconfig.json', 'vite.config.ts']) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')
  // The control: what fails without a mutation proves nothing.
  if (isNoticed(folder)) throw new Error('the specifications fail without any mutation: run them first')
  let failures = 0
  for (const { name, file, from, to } of mutations.filter((one) => one.name.includes(word))) {
    const path = join(folder, 'src/engines/serving', file)
    const source = readFileSync(path, 'utf8')
    const places = source.split(from).length - 1
    let verdict = `applies in ${places} places`
    if (places === 1) {
      writeFileSync(
        path,
        source.replace(from, () => to),
      )
      verdict = isNoticed(folder) ? 'noticed' : 'SURVIVES'
      writeFileSync(path, source)
    }
    if (verdict !== 'noticed') failures++
    console.log(`${verdict.padEnd(20)} ${name}`)
  }
  rmSync(folder, { recursive: true })
  return failures === 0 ? 0 : 1
}

/** Two minutes are for mutations that make a run endless: the time-out is a notice, too. */
function isNoticed(folder: string): boolean {
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs')
  const paths = specifications.map((name) => `test/engines/serving/${name}`)
  const run = spawnSync(process.execPath, [vitest, 'run', '--bail', '1', ...paths], { cwd: folder, timeout: 120_000 })
  return run.status !== 0
}

process.exit(main(process.argv[2] ?? ''))
