/**
 * What can be said of a paper from what it brings before the referee and from its engine alone: which definitions it proposes, what runs in
 * their place in each baseline, and on what hardware. Nothing of it is written down by hand.
 */
import { accelerators } from '../catalog/accelerators.ts'
import type { Experiment } from '../experiment/document.ts'
import { readEntries } from '../experiment/link-text.ts'
import { get } from '../experiment/path.ts'
import type { Judged, JudgedArm } from '../experiment/referee/judged.ts'
import { patchOfWords } from '../experiment/referee/set-text.ts'
import type { Named, PaperFacts } from '../experiment/referee/stored.ts'
import { createReport } from '../experiment/report.ts'
import { setupOf } from '../experiment/setup-of.ts'
import type { ChoiceField, Description, Field } from '../kernel/description.ts'
import type { Engine } from '../kernel/engine.ts'
import { type Result, success } from '../kernel/problem.ts'
import { engineOf } from './engines.ts'
import { openBase } from './judge.ts'

export async function factsOf(judged: Judged): Promise<Result<PaperFacts>> {
  const base = await openBase(judged)
  if (!base.ok) return base
  const engine = engineOf(base.value.engine.id)
  if (!engine.ok) return engine
  const description = engine.value.describe()
  const choices = choicesIn(description)
  const setupBy = (key: string) => armIn(base.value, engine.value, judged.arms[key])
  const chosenBy = (key: string) => choicesOf(setupBy(key), choices)
  const [mechanism] = keysOf(judged, 'mechanism')
  const own = chosenBy(mechanism)
  const roles = judged.decides.map(roleOf)
  const inPlace = keysOf(judged, 'baseline').map((key) => {
    const differing = [...chosenBy(key)].filter(([path, id]) => own.get(path) !== id)
    return [key, inPlaceOf(differing, judged.arms[key], roles, choices)] as const
  })
  return success({
    decides: judged.decides.map((definition) => namedIn(choices, roleOf(definition), idOf(definition))),
    hardware: hardwareOf(setupBy(mechanism), description, choices),
    inPlace: Object.fromEntries(inPlace),
  })
}

type Choices = ReadonlyMap<string, ChoiceField>

const keysOf = ({ arms }: Judged, role: JudgedArm['role']): readonly string[] =>
  Object.keys(arms).filter((key) => arms[key].role === role)

const roleOf = (definition: string): string => definition.slice(0, definition.lastIndexOf('/'))
const idOf = (definition: string): string => definition.slice(definition.lastIndexOf('/') + 1)

/** Choices by their path below `setup`, those of options included. */
function choicesIn({ groups }: Description): Choices {
  const found = new Map<string, ChoiceField>()
  const walk = (fields: readonly Field[]): void => {
    for (const field of fields) {
      if (field.kind !== 'choice') continue
      found.set(field.path, field)
      for (const option of field.options) walk(option.fields)
    }
  }
  for (const { fields } of groups) walk(fields)
  return found
}

/** The whole setup of an arm, as its engine completes it. */
function armIn(base: Experiment, engine: Engine, { set }: JudgedArm): Readonly<Record<string, unknown>> {
  const document = { ...base, arms: { a: patchOfWords(base, set) } }
  return engine.complete(setupOf(document, 'a')).setup as Readonly<Record<string, unknown>>
}

/** What a setup has chosen, by path. */
function choicesOf(setup: Readonly<Record<string, unknown>>, choices: Choices): ReadonlyMap<string, string> {
  const chosen = [...choices.keys()].map((path) => [path, get(setup, `${path}.id`)] as const)
  return new Map(chosen.filter((one): one is [string, string] => typeof one[1] === 'string'))
}

/** What the baseline's own words name, else what a role of the mechanism has there, else whatever differs. */
function inPlaceOf(
  differing: readonly (readonly [path: string, id: string])[],
  { set }: JudgedArm,
  roles: readonly string[],
  choices: Choices,
): Named | null {
  const said = readEntries(set, createReport()).map(([path]) => path)
  const [path, id] =
    differing.find(([at]) => said.includes(at)) ?? differing.find(([at]) => roles.includes(at)) ?? differing[0] ?? []
  return path === undefined || id === undefined ? null : namedIn(choices, path, id)
}

function namedIn(choices: Choices, path: string, id: string): Named {
  const option = fieldOf(choices, path, id)?.options.find((one) => one.id === id)
  return { id: `${path}/${id}`, title: option?.title ?? id }
}

/** A role that is chosen below another has its choice among the knobs of that: the path ends with its name. */
const fieldOf = (choices: Choices, path: string, id: string): ChoiceField | undefined =>
  choices.get(path) ??
  [...choices].find(([at, { options }]) => at.endsWith(`.${path}`) && options.some((one) => one.id === id))?.[1]

const HARDWARE = 'accelerator'

/** A choice of its own, or one of a list of names within a group. */
function hardwareOf(setup: Readonly<Record<string, unknown>>, { groups }: Description, choices: Choices): Named | null {
  const id = get(setup, `${HARDWARE}.id`)
  if (typeof id === 'string') return { ...namedIn(choices, HARDWARE, id), id }
  const [field] = groups
    .flatMap(({ fields }) => fields)
    .filter(({ kind, path }) => kind === 'select' && path.endsWith(`.${HARDWARE}`))
  const name = field === undefined ? undefined : get(setup, field.path)
  if (typeof name !== 'string') return null
  return { id: name, title: accelerators.find((one) => one.id === name)?.title ?? name }
}
