/** The offline pass of the model that writes, made once for all runs of the same weights and when somebody asks for it. */
import { InvariantError } from '../../../kernel/problem.ts'
import type { Calibrate } from '../contracts/calibration.ts'
import { calibrate } from '../evaluate/calibrate.ts'
import { onceFor } from '../evaluate/once.ts'
import type { TokenAssets } from '../model/assets.ts'
import { openBench } from '../model/bench.ts'
import { writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'

export function calibrating(setup: TokensSetup, assets: TokenAssets): Calibrate {
  const name = writerOf(setup)
  return (texts) =>
    onceFor(assets.weights[name], { key: JSON.stringify(['calibration', texts]) }, () =>
      calibrate(
        (feed) => {
          const opened = openBench(assets, [name], { spareCaches: 0, feeds: { [name]: feed } })
          if (!opened.ok) throw new InvariantError(opened.problems[0].message)
          return opened.value
        },
        name,
        texts,
      ),
    )
}
