/** From a set-up and its files to what writes, with everything plugged in. */
import type { Shared } from '../../../kernel/engine.ts'
import { type Result, success } from '../../../kernel/problem.ts'
import { chosen, created } from '../../../schema/choice.ts'
import type { Built, Watch } from '../core/built.ts'
import type { TokenAssets } from '../model/assets.ts'
import { MOST_ROWS, openBench, WHOLE_TEXT } from '../model/bench.ts'
import { decoders } from '../roles/decoder/index.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { routes } from '../roles/route/index.ts'
import { filesOf, writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { besideOf } from './beside.ts'
import { expertsOf, isRehearsed } from './experts.ts'
import { shapingOf } from './shaping.ts'
import { writingOf } from './writing.ts'

interface BuildOptions {
  /** Texts that are written at a time. */
  readonly texts?: number
  readonly watch?: Watch
  /** Files beside those of the set-up. */
  readonly more?: readonly string[]
  /** What runs with the same prompts have in common. */
  readonly shared?: Shared
}

export function build(
  setup: TokensSetup,
  assets: TokenAssets,
  { texts = 1, watch, more = [], shared }: BuildOptions = {},
): Result<Built> {
  const decoder = chosen(decoders, setup.decoder)
  const rows = decoder.replaces === undefined ? MOST_ROWS : WHOLE_TEXT
  const { calibrate, reforms, feeds } = shapingOf(setup, assets)
  const opened = openBench(assets, [...filesOf(setup), ...more], {
    ...{ rows, reforms, feeds },
    // An oracle of the experts in memory writes every text twice.
    texts: texts * (isRehearsed(setup) ? 2 : 1),
    spareCaches: setup.beside ? 3 : 2,
  })
  if (!opened.ok) return opened
  const bench = opened.value
  const format = created(kvFormats, setup.kvFormat, undefined)
  const target = bench.transformer(writerOf(setup))
  target.gating.rule = created(routes, setup.route, undefined)
  const writings = Array.from({ length: texts }, () => writingOf(setup, { bench, format, calibrate, watch }))
  const experts = expertsOf(setup, target, () => writingOf(setup, { bench, format, calibrate, watch: undefined }))
  const drafts = writings.some((writing) => writing.drafts)
  const beside = setup.beside ? besideOf(bench, assets, writerOf(setup), shared) : null
  return success({ bench, target, writings, experts, drafts, beside })
}
