/** From a set-up and its files to what writes, with everything plugged in. */
import { type Result, success } from '../../../kernel/problem.ts'
import { chosen, created } from '../../../schema/choice.ts'
import type { Built, Watch } from '../core/built.ts'
import type { TokenAssets } from '../model/assets.ts'
import { MOST_ROWS, openBench, WHOLE_TEXT } from '../model/bench.ts'
import { decoders } from '../roles/decoder/index.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { filesOf, writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { besideOf } from './beside.ts'
import { shapingOf } from './shaping.ts'
import { writingOf } from './writing.ts'

interface BuildOptions {
  /** Texts that are written at a time. */
  readonly texts?: number
  readonly watch?: Watch
  /** Files beside those of the set-up. */
  readonly more?: readonly string[]
}

export function build(
  setup: TokensSetup,
  assets: TokenAssets,
  { texts = 1, watch, more = [] }: BuildOptions = {},
): Result<Built> {
  const decoder = chosen(decoders, setup.decoder)
  const rows = decoder.replaces === undefined ? MOST_ROWS : WHOLE_TEXT
  const { calibrate, reforms, feeds } = shapingOf(setup, assets)
  const opened = openBench(assets, [...filesOf(setup), ...more], {
    ...{ texts, rows, reforms, feeds },
    spareCaches: setup.beside ? 3 : 2,
  })
  if (!opened.ok) return opened
  const bench = opened.value
  const format = created(kvFormats, setup.kvFormat, undefined)
  const writings = Array.from({ length: texts }, () => writingOf(setup, { bench, format, calibrate, watch }))
  const drafts = writings.some((writing) => writing.drafts)
  const target = bench.transformer(writerOf(setup))
  const beside = setup.beside ? besideOf(bench, assets, writerOf(setup)) : null
  return success({ bench, target, writings, drafts, beside })
}
