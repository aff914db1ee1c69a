/** The engine of look-ups, before its code loads. */
import type { EngineManifest } from '../manifest.ts'
import v2 from './frozen/v2.json' with { type: 'json' }

export const indexLocality: EngineManifest = {
  id: 'index-locality',
  title: 'Look-ups',
  purpose:
    'Structures that find keys, vectors or neighbours lie in counted memory: every line that a look-up touches is seen.',
  frozen: { 2: v2 },
  answers: ['structure'],
  records: ['look-ups'],
}
