/** The papers whose mechanism runs; the others of the list are planned. A new one is its file and a line here. */
import { batchllm } from './batchllm.ts'
import { benchoverflow } from './benchoverflow.ts'
import { distserve } from './distserve.ts'
import { dynamicSplitfuse } from './dynamic-splitfuse.ts'
import { flowprefill } from './flowprefill.ts'
import { jitserve } from './jitserve.ts'
import listed from './list.json' with { type: 'json' }
import { llumnix } from './llumnix.ts'
import type { ListedPaper, Paper } from './paper.ts'
import { pdServe } from './pd-serve.ts'
import { pteToolReasoning } from './pte-tool-reasoning.ts'
import { semiPd } from './semi-pd.ts'
import { stream2llm } from './stream2llm.ts'

export type { ListedPaper, Paper } from './paper.ts'

export const papers: readonly Paper[] = [
  dynamicSplitfuse,
  distserve,
  flowprefill,
  pdServe,
  llumnix,
  semiPd,
  jitserve,
  stream2llm,
  batchllm,
  benchoverflow,
  pteToolReasoning,
]

/** All that the lab is to cover, in the order of the families. */
export const listedPapers = listed as readonly ListedPaper[]
