/** Tool calls: a request in words and the call as JSON whose arguments repeat the request's. The syntax is sure, the arguments are not. */
import type { Choices } from '../choices.ts'
import { type Domain, PassageWriter } from '../domain.ts'

const CITIES = ['Paris', 'London', 'Rome', 'Oslo', 'Lima', 'Cairo', 'Tokyo', 'Delhi', 'Berlin', 'Madrid'] as const
const NAMES = ['Alice', 'Bob', 'Carol', 'David', 'Emma', 'Frank', 'Grace', 'Henry', 'Ida', 'Jack'] as const
const THINGS = ['book', 'lamp', 'chair', 'clock', 'apple', 'bread', 'water', 'paper', 'ring', 'coat'] as const

type Arguments = Readonly<Record<string, string | number>>
interface Tool {
  readonly name: string
  ask(choices: Choices): { readonly words: string; readonly arguments: Arguments }
}

const TOOLS: readonly Tool[] = [
  {
    name: 'get_weather',
    ask(choices) {
      const city = choices.pick(CITIES)
      const day = choices.between(1, 31)
      return { words: `how is the weather in ${city} on day ${day}?`, arguments: { city, day } }
    },
  },
  {
    name: 'send_message',
    ask(choices) {
      const [from, to] = choices.some(NAMES, 2)
      return { words: `tell ${to} that ${from} is here.`, arguments: { to, from } }
    },
  },
  {
    name: 'buy_items',
    ask(choices) {
      const item = choices.pick(THINGS)
      const count = choices.between(2, 99)
      return { words: `buy ${count} of the ${item} kind.`, arguments: { item, count } }
    },
  },
  {
    name: 'set_alarm',
    ask(choices) {
      const hour = choices.between(0, 23)
      const minute = choices.between(10, 59)
      const name = choices.pick(NAMES)
      return { words: `wake ${name} at ${hour}:${minute}.`, arguments: { name, hour, minute } }
    },
  },
  {
    name: 'find_route',
    ask(choices) {
      const [from, to] = choices.some(CITIES, 2)
      return { words: `find the way from ${from} to ${to}.`, arguments: { from, to } }
    },
  },
]

export const tools: Domain = {
  id: 'tools',
  title: 'Tool calls',
  help: 'A request in words, then the call as JSON: the syntax is nearly sure, the arguments are copied from the request.',
  passage(choices) {
    const writer = new PassageWriter()
    for (let turns = choices.between(1, 3); turns > 0; turns--) {
      const tool = choices.pick(TOOLS)
      const request = tool.ask(choices)
      const call = JSON.stringify({ tool: tool.name, args: request.arguments })
        .replaceAll(':', ': ')
        .replaceAll(',', ', ')
      writer.say(`user: ${request.words}\ncall: `).answer(call).say(`\nresult: {"ok": true}\n`)
    }
    return writer.done()
  },
}
