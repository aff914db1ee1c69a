/** Looking up a catalogue entry by id. Ids come from schemas and registries, so a miss is our own mistake. */
import { InvariantError } from '../kernel/problem.ts'

export function find<Entry extends { readonly id: string }>(registry: readonly Entry[], id: string): Entry {
  const found = registry.find((entry) => entry.id === id)
  if (!found)
    throw new InvariantError(`no catalogue entry ${id}; known: ${registry.map((entry) => entry.id).join(', ')}`)
  return found
}
