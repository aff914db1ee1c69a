/**
 * `--set path=value`, in the words of a link: `workload.rate=12`, `scheduler=fcfs`, `arm.b.scheduler=fcfs`,
 * `event.burst.at=20`, `title=…`. Later ones win. Unlike a link, which is mended, what is wrong here is refused: who types
 * it is there to type it again.
 */

import type { Experiment, Patch } from '../experiment/document.ts'
import { edit } from '../experiment/edit.ts'
import { fromFile, toFile } from '../experiment/file.ts'
import { checkPath, get } from '../experiment/path.ts'
import { setupOf } from '../experiment/setup-of.ts'
import { parseValue } from '../experiment/value-text.ts'
import { renamedPath } from '../experiment/versions.ts'
import type { Engine } from '../kernel/engine.ts'
import { didYouMean } from '../kernel/near-matches.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { engineOf } from '../run/engines.ts'
import { isInUse, type Knob, knobsOf, shortPath } from './knob-paths.ts'
import { valueProblem } from './knob-value.ts'

export function setAll(document: Experiment, settings: readonly string[]): Result<Experiment> {
  let changed = document
  for (const setting of settings) {
    const equals = setting.indexOf('=')
    if (equals < 1) return failure(noAssignment(setting))
    const result = setOne(changed, setting.slice(0, equals).trim(), setting.slice(equals + 1))
    if (!result.ok) return result
    changed = result.value
  }
  if (settings.length === 0) return success(document)
  // What the document's own reader would mend (a fifth arm, an event without a time) is refused here, in its words.
  const read = fromFile(toFile(changed))
  if (!read.ok) return read
  const [problem] = read.value.problems
  return problem
    ? failure({ ...problem, remedy: 'Leave it out, or say it differently.' })
    : success(read.value.document)
}

const noAssignment = (setting: string): Problem => ({
  code: 'option-unfit',
  message: `--set ${setting.slice(0, 80)} names no value.`,
  remedy: 'Write PATH=VALUE, for example --set workload.rate=12.',
})

/** Parts of the document that are no settings, as links name them and as the document does. */
const parts: Readonly<Record<string, string>> = {
  setup: 'setup',
  arm: 'arms',
  arms: 'arms',
  event: 'events',
  events: 'events',
  sweep: 'sweep',
  title: 'title',
  seed: 'seed',
  view: 'view',
  data: 'data',
}

/** `said` may have an old name of a setting; what is written has today's. */
function setOne(document: Experiment, said: string, text: string): Result<Experiment> {
  const wrong = checkPath(said)
  if (wrong) return failure(wrong)
  const [first, ...rest] = said.split('.')
  const part = Object.hasOwn(parts, first) ? parts[first] : 'setup'
  const below = Object.hasOwn(parts, first) ? rest : [first, ...rest]
  if (part === 'setup' && below.length > 0)
    return setKnob(document, { said, prefix: 'setup', path: todaysPath(document, below) }, text)
  if (part === 'arms' && below.length > 1) {
    return setKnob(document, { said, prefix: `arms.${below[0]}`, path: todaysPath(document, below.slice(1)) }, text)
  }
  const value = part === 'title' ? text : parseValue(text)
  return success(edit(document, [part, ...below].join('.'), value))
}

const todaysPath = ({ engine }: Experiment, steps: readonly string[]): string => renamedPath(engine.id, steps.join('.'))

interface KnobPlace {
  /** As typed. */
  readonly said: string
  /** `setup`, or `arms.b`. */
  readonly prefix: string
  readonly path: string
}

function setKnob(document: Experiment, { said, prefix, path }: KnobPlace, text: string): Result<Experiment> {
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return engine
  const found = findKnob(document, engine.value, { said, prefix, path })
  if (!found.ok) return found
  const { field } = found.value
  const value = field.kind === 'text' ? text : parseValue(text)
  const unfit = valueProblem(field, said, value)
  if (unfit) return failure(unfit)
  const changed = edit(document, `${prefix}.${path}`, value)
  if (typeof value !== 'object') return success(changed)
  // A whole node, { id, knobs }, may hold anything, and not everything: the engine says what does not fit and fills it in.
  const arm = prefix === 'setup' ? undefined : prefix.slice('arms.'.length)
  const { setup, problems } = engine.value.complete(setupOf(changed, arm))
  const [problem] = problems
  return problem ? failure(problem) : success(edit(document, `${prefix}.${path}`, get(setup as Patch, path)))
}

/** The knob a path names in the setup as it stands: another algorithm's knob is none of this one's. */
export function findKnob(document: Experiment, engine: Engine, { said, prefix, path }: KnobPlace): Result<Knob> {
  const arm = prefix === 'setup' ? undefined : prefix.slice('arms.'.length)
  const setup = setupOf(document, arm)
  const knobs = knobsOf(engine.describe())
  const named = knobs.filter((knob) => knob.path === shortPath(path))
  const inUse = named.find((knob) => isInUse(knob, setup))
  if (inUse) return success(inUse)
  const other = named[0]?.within.find(
    ({ choice, option }) => !isInUse({ ...named[0], within: [{ choice, option }] }, setup),
  )
  if (other) {
    const { choice } = other
    const options = [...new Set(named.flatMap(({ within }) => within.filter((one) => one.choice === choice)))]
    const ids = [...new Set(options.map(({ option }) => option))]
    return failure({
      code: 'path-unknown',
      message: `${said} belongs to ${choice}=${ids.join(' or ')}, which this setup does not use.`,
      remedy: `Put --set ${choice}=${ids[0]} before it.`,
    })
  }
  const paths = [...new Set(knobs.filter((knob) => isInUse(knob, setup)).map((knob) => knob.path))]
  return failure({
    code: 'path-unknown',
    message: `There is no knob ${said.slice(0, 80)}.`,
    remedy: `${didYouMean(path, paths)}List the knobs with describe.`,
  })
}
