/** The set-up of a measured run, as vLLM benchmarks write it beside the rows. */
import { readRunSetup } from '../../fidelity/measured-run.ts'
import { success } from '../../kernel/problem.ts'
import { hasAll } from '../../traces/incoming/head.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingRunSetup } from './content.ts'

export const runSetup: IncomingKind<IncomingRunSetup> = {
  id: 'run-setup',
  title: 'Set-up of a measured run (JSON)',
  what: 'run-setup',
  recognises: ({ object }) =>
    PARTS.some((part) => hasAll(object, [part])) || VERSIONS.some((version) => hasAll(object, ['model', version])),
  read: (name) =>
    readWhole({
      ...{ name, title: runSetup.title, most: 10_000_000 },
      read(text) {
        const read = readRunSetup(name, text)
        return read.ok ? success({ what: 'run-setup', rows: null, text, setup: read.value }) : read
      },
    }),
}

const PARTS = ['engine_kwargs', 'kv_cache', 'hardware']
const VERSIONS = ['vllm_version', 'sglang_version', 'tensorrt_llm_version', 'gpu']
