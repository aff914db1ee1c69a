/** Code-like text: small functions, loops and classes. Brackets and keywords are sure, names must be copied from above. */
import type { Choices } from '../choices.ts'
import { type Domain, PassageWriter } from '../domain.ts'

const NOUNS = [
  'item',
  'name',
  'value',
  'node',
  'user',
  'total',
  'index',
  'word',
  'list',
  'row',
  'key',
  'point',
  'line',
] as const
const VERBS = ['get', 'set', 'find', 'count', 'add', 'make', 'read', 'sum', 'load', 'check'] as const
const CLASSES = ['Table', 'Stack', 'Graph', 'Parser', 'Timer', 'Cache', 'Queue', 'Point'] as const
const OPERATORS = ['+', '-', '*'] as const
const COMPARISONS = ['<', '>', '===', '!=='] as const

export const code: Domain = {
  id: 'code',
  title: 'Code',
  help: 'Small functions, loops and classes: brackets and keywords are nearly sure, names are copied from the lines above.',
  passage(choices) {
    const writer = new PassageWriter()
    for (let parts = choices.between(1, 3); parts > 0; parts--) choices.pick(PARTS)(writer, choices)
    return writer.done()
  },
}

const capital = (word: string): string => word[0].toUpperCase() + word.slice(1)
const functionName = (choices: Choices): string => choices.pick(VERBS) + capital(choices.pick(NOUNS))

const PARTS: readonly ((writer: PassageWriter, choices: Choices) => void)[] = [
  function reduction(writer, choices) {
    const [list, item, result] = choices.some(NOUNS, 3)
    const operator = choices.pick(OPERATORS)
    const start = choices.below(2)
    writer
      .say(`function ${functionName(choices)}(${list}) {\n  let ${result} = ${start}\n`)
      .say(
        `  for (const ${item} of ${list}) {\n    ${result} = ${result} ${operator} ${item}\n  }\n  return ${result}\n}\n`,
      )
  },
  function search(writer, choices) {
    const [list, wanted] = choices.some(NOUNS, 2)
    const comparison = choices.pick(COMPARISONS)
    writer
      .say(`function ${functionName(choices)}(${list}, ${wanted}) {\n  for (let i = 0; i < ${list}.length; i++) {\n`)
      .say(`    if (${list}[i] ${comparison} ${wanted}) {\n      return i\n    }\n  }\n  return -1\n}\n`)
  },
  function choice(writer, choices) {
    const [left, right] = choices.some(NOUNS, 2)
    const comparison = choices.pick(COMPARISONS)
    const operator = choices.pick(OPERATORS)
    const step = choices.between(1, 9)
    writer
      .say(`const ${functionName(choices)} = (${left}, ${right}) => {\n  if (${left} ${comparison} ${right}) {\n`)
      .say(`    return ${left} ${operator} ${step}\n  } else {\n    return ${right} ${operator} ${step}\n  }\n}\n`)
  },
  function record(writer, choices) {
    const fields = choices.some(NOUNS, choices.between(1, 3))
    const reader = choices.pick(fields)
    writer.say(`class ${choices.pick(CLASSES)} {\n  constructor(${fields.join(', ')}) {\n`)
    for (const field of fields) writer.say(`    this.${field} = ${field}\n`)
    writer.say(`  }\n  get${capital(reader)}() {\n    return this.${reader}\n  }\n}\n`)
  },
  function assignments(writer, choices) {
    const names = choices.some(NOUNS, choices.between(2, 3))
    for (const name of names) writer.say(`const ${name} = ${choices.below(100)}\n`)
    writer.say(`console.log(${names.join(` ${choices.pick(OPERATORS)} `)})\n`)
  },
]
