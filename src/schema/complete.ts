/**
 * Validates a set-up and fills in what is missing. A wrong value is replaced by its default and told; the rest stays.
 */
import type * as z from 'zod'
import type { Problem } from '../kernel/problem.ts'

/** Rounds of repair: a replaced choice can bring its own wrong knobs to light. */
const MOST_ROUNDS = 20

export function completeSetup<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
): {
  readonly setup: z.output<Schema>
  readonly problems: readonly Problem[]
} {
  let candidate = isRecord(given) ? (structuredClone(given) as Record<string, unknown>) : {}
  const problems: Problem[] = []
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const parsed = schema.safeParse(candidate)
    if (parsed.success) return { setup: parsed.data, problems }
    for (const issue of parsed.error.issues) problems.push(repair(candidate, issue))
  }
  candidate = {}
  problems.push({
    code: 'setup-not-understood',
    message: 'The set-up could not be repaired.',
    remedy: 'Start again from the default, which is used instead.',
    path: 'setup',
    severity: 'notice',
  })
  return { setup: schema.parse(candidate), problems }
}

/** Takes out what an issue is about, so that the default steps in, and says so. */
function repair(candidate: Record<string, unknown>, issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) remove(candidate, [...path, key])
    const names = issue.keys.map((key) => [...path, key].join('.')).join(', ')
    return notice(
      path,
      `${names} is not a knob of this engine${path.length > 0 ? ` (below ${path.join('.')})` : ''}; it is left out.`,
      'Check the spelling, or list the knobs with `describe`.',
    )
  }
  const value = valueAt(candidate, path)
  remove(candidate, path)
  const shown = JSON.stringify(value)?.slice(0, 60) ?? 'missing'
  const isChoice = path[path.length - 1] === 'id'
  const field = isChoice ? path.slice(0, -1) : path
  const name = field.filter((key) => key !== 'knobs').join('.')
  return notice(field, `${name} is ${shown}: ${wrongOf(issue)}. The default is used instead.`, remedyOf(issue))
}

const notice = (path: readonly string[], message: string, remedy: string): Problem => ({
  code: 'value-replaced',
  message,
  remedy,
  path: ['setup', ...path].join('.'),
  severity: 'notice',
})

/** What is wrong, in words a person knows; the library's own words are for those who write schemas. */
function wrongOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `the most is ${issue.maximum}`
  if (issue.code === 'too_small') return `the least is ${issue.minimum}`
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return 'that is not one of the choices'
  if (issue.code === 'invalid_type') return `a ${issue.expected === 'int' ? 'whole number' : issue.expected} is wanted`
  return lowerFirst(issue.message)
}

function remedyOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `Choose a value of at most ${issue.maximum}.`
  if (issue.code === 'too_small') return `Choose a value of at least ${issue.minimum}.`
  if (issue.code === 'invalid_value') return `Choose one of ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'invalid_union') {
    // The known ids stand in quotes in the library's message, and nowhere else.
    const known = [...issue.message.matchAll(/'([^']+)'/g)].map(([, id]) => id)
    return known.length > 0 ? `Choose one of ${known.join(', ')}.` : 'Choose an id that `describe` lists.'
  }
  return 'Choose a value of the right kind.'
}

function valueAt(root: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), root)
}

function remove(root: Record<string, unknown>, path: readonly string[]): void {
  if (path.length === 0) {
    for (const key of Object.keys(root)) delete root[key]
    return
  }
  const parent = valueAt(root, path.slice(0, -1))
  const last = path[path.length - 1]
  // A choice without a known id is no choice: its knobs go with it.
  if (last !== 'id' && isRecord(parent) && Object.hasOwn(parent, last)) delete parent[last]
  else remove(root, path.slice(0, -1))
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
