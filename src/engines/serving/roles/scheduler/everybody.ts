/** All requests of an instance, for schedulers that rank them all: those with blocks in the order of admission, then those that wait. */
import type { RequestId } from '../../contracts/request.ts'
import type { SchedulerView } from '../../contracts/scheduler.ts'

export function everybody({ running, waiting }: SchedulerView): RequestId[] {
  const all: RequestId[] = []
  for (let i = 0; i < running.length; i++) all.push(running.at(i))
  for (let i = 0; i < waiting.length; i++) all.push(waiting.at(i))
  return all
}
