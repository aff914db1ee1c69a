/** The tokens engine, before its code loads. */
import type { EngineManifest } from '../manifest.ts'
import v1 from './frozen/v1.json' with { type: 'json' }
import v2 from './frozen/v2.json' with { type: 'json' }

export const tokens: EngineManifest = {
  id: 'tokens',
  title: 'Tokens',
  purpose: 'Small language models really write, here in the browser: every probability can be seen.',
  frozen: { 1: v1, 2: v2 },
  answers: [
    ...['explain', 'explainRequest', 'requests', 'requestsCsv', 'acceptance', 'landmark'],
    ...['written', 'round', 'attention', 'cacheMap', 'expertDomains'],
  ],
  records: ['acceptance', 'gates', 'denoising', 'kv-error'],
  stage: 'text',
}
