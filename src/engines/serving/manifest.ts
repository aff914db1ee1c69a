/** The serving engine, before its code loads. */
import type { EngineManifest } from '../manifest.ts'
import v1 from './frozen/v1.json' with { type: 'json' }
import v2 from './frozen/v2.json' with { type: 'json' }

export const serving: EngineManifest = {
  id: 'serving',
  title: 'Serving',
  purpose: 'A cluster serves requests: iterations, batches, caches, modelled in time.',
  frozen: { 1: v1, 2: v2 },
  renamed: { retention: 'prefixCache', kvTiers: 'preemption' },
  events: ['burst', 'slow', 'kill', 'restore', 'patch'],
  answers: [
    ...['explain', 'explainRequest', 'explainRange', 'requests', 'requestsCsv', 'landmark'],
    ...['blocks', 'roofline', 'blame', 'chromeTrace', 'vidurCsv', 'acceptance'],
  ],
}
