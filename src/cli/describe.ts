/** `describe`: every knob with its unit, range, default and help; of all, or of those below a path. */

import { firstManifest } from '../engines/registry.ts'
import { renamedPath } from '../experiment/versions.ts'
import type { Field } from '../kernel/description.ts'
import { didYouMean } from '../kernel/near-matches.ts'
import { failure, type Problem, success } from '../kernel/problem.ts'
import { engineOf, openEngine } from '../run/engines.ts'
import type { Command } from './command.ts'
import { type Knob, knobsOf, shortPath } from './knob-paths.ts'
import { engineHelp } from './load-document.ts'

export const describeCommand: Command = {
  name: 'describe',
  synopsis: '[PATH] [--engine ID] [--json] [--schema]',
  summary:
    'Lists every knob with unit, range, default and help; PATH (scheduler, kv.blockTokens …) lists those below it.',
  options: [
    engineHelp,
    { option: '--json', help: 'as one object; the whole description without PATH' },
    { option: '--schema', help: 'the JSON Schema of a setup' },
  ],
  parse: { engine: { type: 'string' }, json: { type: 'boolean' }, schema: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const id = input.text('engine') ?? firstManifest.id
    await openEngine(id)
    const engine = engineOf(id)
    if (!engine.ok) return engine
    if (input.flag('schema')) {
      const schema = engine.value.jsonSchema?.()
      if (schema === undefined) return failure(noSchema(id))
      terminal.json(schema)
      return success(null)
    }
    const description = engine.value.describe()
    const knobs = knobsOf(description)
    const path = renamedPath(engine.value.id, shortPath(input.positionals[0] ?? '').replace(/^setup(\.|$)/, ''))
    const wanted = knobs.filter((knob) => path === '' || knob.path === path || knob.path.startsWith(`${path}.`))
    if (wanted.length === 0) return failure(noKnob(path, knobs))
    if (!input.flag('json')) terminal.write(wanted.map(entryOf).join(''))
    else
      terminal.json(
        path === '' ? description : wanted.map(({ path: short, within, field }) => ({ path: short, within, field })),
      )
    return success(null)
  },
}

const noSchema = (engine: string): Problem => ({
  code: 'no-schema',
  message: `The ${engine} engine gives no JSON Schema of its set-up.`,
  remedy: 'Leave --schema out: the list of knobs has units, ranges and defaults.',
})

const noKnob = (path: string, knobs: readonly Knob[]): Problem => ({
  code: 'path-unknown',
  message: `There is no knob ${path.slice(0, 80)}.`,
  remedy: `${didYouMean(path, [...new Set(knobs.map((knob) => knob.path))])}List all with describe.`,
})

/** A knob in two lines; the options of a choice a line each. */
function entryOf({ path, field, within }: Knob): string {
  const belongs = within.map(({ choice, option }) => `${choice}=${option}`).join(', ')
  const head = `${path}${belongs === '' ? '' : ` (${belongs})`}: ${rangeOf(field)}; default ${defaultOf(field)}`
  const options =
    field.kind === 'choice' ? field.options.map(({ id, title, help }) => `    ${id}: ${title}. ${help}\n`) : []
  return `${head}\n  ${field.label}. ${field.help}${field.source ? ` [${field.source}]` : ''}\n${options.join('')}`
}

const defaultOf = (field: Field): string => (field.default === '' ? 'empty' : String(field.default))

function rangeOf(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `${field.integer ? 'whole number' : 'number'} ${field.min} to ${field.max}${field.unit ? ` ${field.unit}` : ''}`
    case 'toggle':
      return 'true or false'
    case 'select':
      return `one of ${field.options.map(({ value }) => value).join(', ')}`
    case 'text':
      return `text of at most ${field.maxLength} characters`
    case 'choice':
      return `one of ${field.options.map(({ id }) => id).join(', ')}`
  }
}
