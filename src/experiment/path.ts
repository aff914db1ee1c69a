/**
 * Dotted paths into a tree of settings, written as people write them: `scheduler.tokenBudget` for
 * `scheduler.knobs.tokenBudget`, and a bare id for a whole choice. Nothing is changed in place.
 *
 * A node with a string `id` is a choice: a step below it goes to its knobs, unless it says `id` or `knobs` itself.
 */
import { InvariantError, type Problem } from '../kernel/problem.ts'
import type { Patch } from './document.ts'
import type { Choices } from './patch.ts'
import { DEEPEST, isRecord, isSafeKey, own, type PlainRecord } from './record.ts'

/** Why a path typed by a person cannot be followed, or null. */
export function checkPath(path: string): Problem | null {
  const steps = path.split('.')
  const wrong = steps.find((step) => step === '' || !isSafeKey(step))
  if (wrong === undefined && steps.length <= DEEPEST) return null
  return {
    code: 'path-not-usable',
    message:
      wrong === undefined
        ? `The path has ${steps.length} steps; the most is ${DEEPEST}.`
        : `The path “${path.slice(0, 80)}” has the step “${wrong}”, which names no setting.`,
    remedy: 'Write names joined by dots, for example scheduler.tokenBudget.',
    path: path.slice(0, 80),
  }
}

/** Steps of a path; `checkPath` has been asked where the path came from outside. */
export function stepsOf(path: string): readonly string[] {
  const problem = checkPath(path)
  if (problem) throw new InvariantError(problem.message)
  return path.split('.')
}

/** The steps with `knobs` put in below every choice of the tree. */
export function locate(tree: Patch, path: string): readonly string[] {
  const found: string[] = []
  let node: unknown = tree
  for (const step of stepsOf(path)) {
    if (found.at(-1) !== 'knobs' && isChoice(node) && step !== 'id' && step !== 'knobs') {
      found.push('knobs')
      node = own(node, 'knobs')
    }
    found.push(step)
    node = own(node, step)
  }
  return found
}

/** The value at a path, undefined where there is none. */
export function get(tree: Patch, path: string): unknown {
  let node: unknown = tree
  for (const step of locate(tree, path)) node = own(node, step)
  return node
}

/** The tree with a value put in. An id put at a choice replaces the node; with `choices` it brings its own knobs. */
export function set(tree: Patch, path: string, value: unknown, choices: Choices = {}): Patch {
  const steps = locate(tree, path)
  const node = typeof value === 'string' ? choiceAt(tree, steps) : null
  if (node === null) return put(tree, steps, value)
  const nodePath = node.join('.')
  if (own(get(tree, nodePath), 'id') === value) return tree
  const knobs = own(own(choices, nodePath), value as string)
  return put(tree, node, isRecord(knobs) ? { id: value, knobs } : { id: value })
}

/** The choice whose id these steps name, `scheduler` or `scheduler.id`, or null. */
function choiceAt(tree: Patch, steps: readonly string[]): readonly string[] | null {
  if (isChoice(get(tree, steps.join('.')))) return steps
  const parent = steps.slice(0, -1)
  return steps.at(-1) === 'id' && parent.length > 0 && isChoice(get(tree, parent.join('.'))) ? parent : null
}

/** The tree without the value at these very steps. */
export function take(tree: Patch, steps: readonly string[]): Patch {
  const found = steps.reduce<unknown>((node, step) => own(node, step), tree)
  return found === undefined ? tree : put(tree, steps, undefined)
}

function isChoice(node: unknown): node is PlainRecord {
  return typeof own(node, 'id') === 'string'
}

/** The tree with a value at these very steps, records made where they are missing; undefined takes it out. */
export function put(tree: unknown, steps: readonly string[], value: unknown): Patch {
  const copy: Record<string, unknown> = isRecord(tree) ? { ...tree } : {}
  const [step = '', ...rest] = steps
  if (rest.length > 0) copy[step] = put(copy[step], rest, value)
  else if (value === undefined) delete copy[step]
  else copy[step] = value
  return copy
}
