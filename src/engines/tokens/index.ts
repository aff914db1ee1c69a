/** The tokens engine: real tiny language models that decode, with everything about them in view. */
import type { Engine } from '../../kernel/engine.ts'
import { wordsOf } from '../../kernel/metric.ts'
import { onceFor } from '../../kernel/once.ts'
import { failure, type Problem, success } from '../../kernel/problem.ts'
import { created } from '../../schema/choice.ts'
import { completeSetup } from '../../schema/complete.ts'
import { describeSetup } from '../../schema/describe.ts'
import { jsonSchemaOf } from '../../schema/json-schema.ts'
import { decisionsOf } from '../../schema/role-table.ts'
import { build } from './build/build.ts'
import type { Outcome } from './core/tokens-run.ts'
import { canBeKept, KeptRun, keyOfTexts } from './kept-run.ts'
import { metrics } from './metrics/index.ts'
import type { Manifest, TokenAssets } from './model/assets.ts'
import { recorders } from './record/index.ts'
import { promptSources } from './roles/prompts/index.ts'
import { commitRole, roles } from './roles/roles.ts'
import { checkTokens } from './set-up/check.ts'
import { filesOf } from './set-up/files.ts'
import { tokensGroups } from './set-up/groups.ts'
import { type TokensSetup, tokensSetup } from './set-up/schema.ts'
import { TokensSimulation } from './simulation.ts'

const identity = { id: 'tokens', version: '1.0.0', title: 'Tokens' } as const

/** Files every run needs: the words, and what the weights should be. */
const ALWAYS = ['tokenizer.json', 'manifest.json'] as const

export const tokens: Engine<TokensSetup> = {
  ...identity,
  describe: () => ({ ...describeSetup(identity, tokensSetup.shape, tokensGroups), metrics: wordsOf(metrics) }),
  complete: (setup) => completeSetup(tokensSetup, setup),
  jsonSchema: () => jsonSchemaOf(tokensSetup),
  decisions: () => decisionsOf({ ...roles, commit: commitRole }),
  check: checkTokens,
  files: (setup) => [...ALWAYS, ...filesOf(setup).map((name) => `${name}.bin`)],
  record(setup, { draws, files }, kind) {
    const recorder = recorders[kind]
    if (recorder === undefined) return null
    const assets = assetsOf(filesOf(setup), files)
    return 'code' in assets ? failure(assets) : recorder(setup, assets, draws)
  },
  start(setup, { draws, recorder, files, shared }) {
    const { problems } = checkTokens(setup)
    const errors = problems.filter(({ severity }) => severity !== 'notice')
    if (errors.length > 0) return failure(...errors)
    const assets = assetsOf(filesOf(setup), files ?? {})
    if ('code' in assets) return failure(assets)
    const written = shared?.get(keyOfTexts(setup)) as Outcome | undefined
    if (written !== undefined) return success(new KeptRun(written, setup))
    const onDone = (outcome: Outcome): void => {
      if (canBeKept(outcome)) shared?.set(keyOfTexts(setup), outcome)
    }
    const built = build(setup, assets, { ...(shared && { shared }) })
    if (!built.ok) return built
    const prompts = created(promptSources, setup.prompts, { draws })
    const twin: TokensSimulation['twin'] = (watch) => {
      const again = build(setup, assets, { watch })
      if (!again.ok) throw new Error(again.problems[0].message)
      return again.value
    }
    return success(new TokensSimulation({ setup, built: built.value, prompts, twin, draws, recorder, onDone }))
  },
}

function assetsOf(names: readonly string[], files: Readonly<Record<string, Uint8Array>>): TokenAssets | Problem {
  const json = (name: string): unknown => {
    const bytes = files[name]
    if (bytes === undefined) return null
    return onceFor(bytes, { key: 'json' }, () => JSON.parse(new TextDecoder().decode(bytes)) as unknown)
  }
  const tokenizer = json('tokenizer.json') as { merges: [string, string][] } | null
  const manifest = json('manifest.json') as Manifest | null
  if (tokenizer === null || manifest === null) {
    return {
      code: 'missing-weights',
      message: 'The tokenizer and the list of models are not here.',
      remedy: 'Check the connection and load the page again; everything else in the lab works without them.',
      path: 'setup.target',
    }
  }
  const weights: Record<string, Uint8Array> = {}
  for (const name of names) if (files[`${name}.bin`] !== undefined) weights[name] = files[`${name}.bin`]
  return { merges: tokenizer.merges, manifest, weights }
}
