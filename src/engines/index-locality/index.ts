/** The engine of look-ups: real structures in counted memory, searched by threads that take turns. */
import type { Engine } from '../../kernel/engine.ts'
import { wordsOf } from '../../kernel/metric.ts'
import { failure, success } from '../../kernel/problem.ts'
import { completeSetup } from '../../schema/complete.ts'
import { describeSetup } from '../../schema/describe.ts'
import { jsonSchemaOf } from '../../schema/json-schema.ts'
import { decisionsOf } from '../../schema/role-table.ts'
import { metrics } from './metrics/index.ts'
import { recorders } from './record/index.ts'
import { nestedTable, roles } from './roles/roles.ts'
import { checkLocality } from './set-up/check.ts'
import { localityGroups } from './set-up/groups.ts'
import { type LocalitySetup, localitySetup } from './set-up/schema.ts'
import { LocalitySimulation } from './simulation.ts'

const identity = { id: 'index-locality', version: '1.0.0', title: 'Look-ups' } as const

export const indexLocality: Engine<LocalitySetup> = {
  ...identity,
  describe: () => ({ ...describeSetup(identity, localitySetup.shape, localityGroups), metrics: wordsOf(metrics) }),
  complete: (setup) => completeSetup(localitySetup, setup),
  jsonSchema: () => jsonSchemaOf(localitySetup),
  decisions: () => decisionsOf({ ...roles, ...nestedTable }),
  check: checkLocality,
  record: (setup, context, kind) => recorders[kind]?.(setup, context) ?? null,
  start(setup, context) {
    const errors = checkLocality(setup).problems.filter(({ severity }) => severity !== 'notice')
    return errors.length > 0 ? failure(...errors) : success(new LocalitySimulation(setup, context))
  },
}
