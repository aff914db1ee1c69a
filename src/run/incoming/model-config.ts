/** A model’s config.json from Hugging Face. */
import { success } from '../../kernel/problem.ts'
import { hasAll } from '../../traces/incoming/head.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingModel } from './content.ts'

export const modelConfig: IncomingKind<IncomingModel> = {
  id: 'model-config',
  title: 'Model’s config.json from Hugging Face',
  what: 'model',
  recognises: ({ object }) => hasAll(object, ['model_type']) || hasAll(object, ['architectures']),
  read: (name) =>
    readWhole({
      // A list of unquantised layers can make one of several megabytes.
      ...{ name, title: modelConfig.title, most: 20_000_000 },
      async read(text) {
        const { parseHuggingFaceConfig } = await import('../../catalog/hugging-face-config.ts')
        const read = parseHuggingFaceConfig(text)
        return read.ok ? success({ what: 'model', rows: null, model: read.value }) : read
      },
    }),
}
