/** A report on the shipped models: what it measures, which files it reads, and its rows. */

import type { EvaluationText } from '../../engines/tokens/evaluate/teacher-forced.ts'
import { bookTexts, generatedTexts } from '../../engines/tokens/evaluate/texts.ts'
import { tokens } from '../../engines/tokens/index.ts'
import type { TokenAssets } from '../../engines/tokens/model/assets.ts'
import { type Bench, openBench } from '../../engines/tokens/model/bench.ts'
import type { TokensSimulation } from '../../engines/tokens/simulation.ts'
import { createDraws } from '../../kernel/draws.ts'
import { createNullRecorder } from '../../kernel/recorder.ts'
import type { Files } from '../../run/files.ts'
import { readBooks } from './books.ts'

export interface ReportInput {
  readonly files: Files
  readonly assets: TokenAssets
  /** Texts by domain: generated ones always, books where their folder is at hand. */
  readonly texts: readonly EvaluationText[]
  bench(names: readonly string[]): Bench
  /** A run of the engine to its end. */
  run(setup: object, seed?: number): TokensSimulation
  progress(text: string): void
}

export type Row = Readonly<Record<string, string | number>>

export interface Report {
  readonly id: string
  readonly title: string
  /** Models beside the tokenizer and the manifest. */
  readonly models: readonly string[]
  rows(input: ReportInput): readonly Row[]
  /** What a reader should know beside the figures. */
  readonly note?: string
}

const TEXTS = 8

export function reportInput(files: Files, progress: (text: string) => void): ReportInput {
  const json = (name: string) => JSON.parse(new TextDecoder().decode(files[name]))
  const weights = Object.fromEntries(
    Object.entries(files)
      .filter(([name]) => name.endsWith('.bin'))
      .map(([name, bytes]) => [name.slice(0, -'.bin'.length), bytes]),
  )
  const assets: TokenAssets = { merges: json('tokenizer.json').merges, manifest: json('manifest.json'), weights }
  const bench = (names: readonly string[]): Bench => {
    const opened = openBench(assets, names, { spareCaches: 3 })
    if (!opened.ok) throw new Error(opened.problems[0].message)
    return opened.value
  }
  const { tokenizer } = bench([])
  const books = readBooks().flatMap(({ domain, text }) => bookTexts(tokenizer, domain, text, TEXTS))
  return {
    files,
    assets,
    texts: [...books, ...generatedTexts(tokenizer, TEXTS)],
    bench,
    run(given, seed = 1) {
      const { setup, problems } = tokens.complete(given)
      if (problems.length > 0) throw new Error(problems[0].message)
      const context = { draws: createDraws(seed), recorder: createNullRecorder(), events: [], data: {}, files }
      const started = tokens.start(setup, context)
      if (!started.ok) throw new Error(started.problems[0].message)
      while (started.value.advance(Number.POSITIVE_INFINITY, 100_000) === 'more');
      return started.value as TokensSimulation
    },
    progress,
  }
}
