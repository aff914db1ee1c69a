/** Which instances take requests, and which receive KV of others' prompts. */
import { Standing } from '../contracts/placement.ts'
import type { Cluster } from './cluster.ts'
import type { Instance } from './instance.ts'

/** After one has died, come back, or changed what it does. */
export function updateAlive({ alive, instances }: Cluster): void {
  Object.assign(alive, aliveAmong(instances))
}

export function aliveAmong(
  instances: readonly Instance[],
): Pick<Cluster['alive'], 'instances' | 'receivers' | 'offered' | 'draining'> {
  const living = instances.filter(({ state }) => state.alive)
  const serving = living.filter(({ state }) => state.standing === Standing.works)
  const takers = serving.filter(({ state }) => state.duty !== 'decode').map(({ index }) => index)
  return {
    instances: takers,
    offered: takers,
    receivers: serving.filter(({ state }) => state.duty === 'decode').map(({ index }) => index),
    draining: living.filter(({ state }) => state.standing === Standing.drains).map(({ index }) => index),
  }
}
