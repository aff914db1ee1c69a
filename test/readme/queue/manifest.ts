/** The queue engine, before its code loads. */
import type { EngineManifest } from '../../../src/engines/manifest.ts'

export const queue: EngineManifest = {
  id: 'queue',
  title: 'Queue',
  purpose: 'Customers come at random to one server that takes a second for each, on average (M/M/1).',
  frozen: { 2: { engine: { id: 'queue', version: '1.0.0' }, setup: { rate: 0.8, customers: 20_000 }, choices: {} } },
}
