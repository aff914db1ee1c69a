import { chunkByChunk } from './chunk-by-chunk.ts'
import { expectedAnswers } from './expected-answers.ts'
import { noEviction } from './no-eviction.ts'
import { wholePrompt } from './whole-prompt.ts'

export const admissions = [chunkByChunk, wholePrompt, expectedAnswers, noEviction] as const
