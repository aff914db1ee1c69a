/**
 * The model that writes in the numbers that the set-up wants: stressed, then rounded; and the offline pass of it before it is rounded. Each
 * is made once for all runs of the same weights, and when somebody asks for it.
 */
import { onceFor } from '../../../kernel/once.ts'
import { InvariantError } from '../../../kernel/problem.ts'
import { created, picked } from '../../../schema/choice.ts'
import type { Calibrate } from '../contracts/calibration.ts'
import type { Feed } from '../contracts/feed.ts'
import type { Reform } from '../contracts/weights.ts'
import { calibrate } from '../evaluate/calibrate.ts'
import type { TokenAssets } from '../model/assets.ts'
import { openBench } from '../model/bench.ts'
import { activationForms } from '../roles/activations/index.ts'
import { stressors } from '../roles/stressor/index.ts'
import { weightForms } from '../roles/weights/index.ts'
import { writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'

export interface Shaping {
  readonly calibrate: Calibrate
  /** By name of the model, as a bench wants them; empty where nothing changes. */
  readonly reforms: Readonly<Record<string, Reform>>
  readonly feeds: Readonly<Record<string, Feed>>
}

export function shapingOf(setup: TokensSetup, assets: TokenAssets): Shaping {
  const name = writerOf(setup)
  const bytes = assets.weights[name]
  const stress = created(stressors, setup.stressor, undefined)
  const stressed: Reform | null =
    stress && ((file) => onceFor(bytes, { key: keyOf('stressed', setup.stressor) }, () => stress(file)))
  const calibrated: Calibrate = (texts) =>
    onceFor(bytes, { key: keyOf('calibration', texts, setup.stressor) }, () =>
      calibrate(
        (feed) => {
          const reforms = stressed ? { [name]: stressed } : {}
          const opened = openBench(assets, [name], { spareCaches: 0, reforms, feeds: { [name]: feed } })
          if (!opened.ok) throw new InvariantError(opened.problems[0].message)
          return opened.value
        },
        name,
        texts,
      ),
    )
  const { definition, knobs } = picked(weightForms, setup.weights)
  const round = definition.create(knobs, { calibrate: calibrated })
  const shaped: Reform | null =
    round === null
      ? stressed
      : (file) =>
          onceFor(
            bytes,
            // A decision that is flipped makes other weights.
            { key: keyOf('weights', setup.weights, setup.stressor), parts: Object.values(definition.decisions ?? {}) },
            () => round(stressed?.(file) ?? file),
          )
  const feed = created(activationForms, setup.activations, undefined)
  return {
    calibrate: calibrated,
    reforms: shaped ? { [name]: shaped } : {},
    feeds: feed ? { [name]: feed } : {},
  }
}

const keyOf = (...what: readonly unknown[]): string => JSON.stringify(what)
