/** Prompts from the ladder of tasks: every one has one right answer, found by a rule. */
import * as z from 'zod'
import { definePrompts } from '../../contracts/prompts.ts'
import { choicesFor } from '../../text/choices.ts'
import { tasks } from '../../text/tasks/index.ts'
import { ladderPrompt } from '../../text/tasks/ladder.ts'
import { DIFFICULTIES } from '../../text/tasks/task.ts'

const MIXED = 'mixed'
const levels = DIFFICULTIES.map(String)

export const ladder = definePrompts({
  id: 'ladder',
  role: 'prompts',
  title: 'Ladder of tasks',
  help: 'Sums, chains of steps, brackets and look-ups of five difficulties, each with one right answer.',
  knobs: z.strictObject({
    task: z
      .enum([MIXED, ...tasks.map(({ id }) => id)])
      .default(MIXED)
      .meta({
        label: 'Task',
        help: `Mixed is all of them by chance. ${tasks.map(({ title, help }) => `${title}: ${help}`).join(' ')}`,
      }),
    difficulty: z
      .enum([MIXED, ...levels])
      .default(MIXED)
      .meta({ label: 'Difficulty', help: 'From nearly always right to seldom; mixed is all five in turn.' }),
    requests: z
      .int()
      .min(1)
      .max(2000)
      .default(20)
      .meta({
        label: 'Requests',
        unit: 'requests',
        help: 'Texts written one after another; more narrow the intervals.',
        slider: [1, 100],
      }),
  }),
  create({ task, difficulty, requests }, { draws }) {
    const among = task === MIXED ? tasks : tasks.filter(({ id }) => id === task)
    const wanted = difficulty === MIXED ? DIFFICULTIES : DIFFICULTIES.filter((one) => String(one) === difficulty)
    return Array.from({ length: requests }, (_, i) => {
      const mine = wanted[i % wanted.length]
      const stream = draws.stream(`ladder/${mine}`)
      return ladderPrompt(choicesFor(stream, Math.floor(i / wanted.length)), mine, among)
    })
  },
})
