/** The lessons, in the order of the list. */
import type { Lesson } from './lesson.ts'
import { whyAKvCache } from './why-a-kv-cache/lesson.ts'
import { whySpeculationStopsPaying } from './why-speculation-stops-paying/lesson.ts'

export const lessons: readonly Lesson[] = [whyAKvCache, whySpeculationStopsPaying]
