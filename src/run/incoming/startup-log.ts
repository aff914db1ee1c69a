/** What an engine writes when it starts: lines of vLLM and SGLang, of which some tell its memory. */
import { readStartupLog } from '../../fidelity/startup-log.ts'
import { failure, success } from '../../kernel/problem.ts'
import { type IncomingKind, readWhole } from '../../traces/incoming/kind.ts'
import type { IncomingLog } from './content.ts'

/** The beginning of a line: `INFO 01-30 10:11:12 [`, also behind the name of a process, or `[2026-01-30 10:11:12 TP0] `. */
const LOG_LINE =
  /^(\([^()\n]{1,40}\) )?(INFO|WARNING|DEBUG) \d\d-\d\d \d\d:\d\d:\d\d |^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\] ]/m

export const startupLog: IncomingKind<IncomingLog> = {
  id: 'startup-log',
  title: 'Start-up log of vLLM or SGLang',
  what: 'log',
  recognises: ({ text, value }) => value === undefined && (LOG_LINE.test(text) || readStartupLog(text) !== null),
  read: (name) =>
    readWhole({
      ...{ name, title: startupLog.title, most: 50_000_000 },
      read(text) {
        const log = readStartupLog(text)
        return log === null ? failure(saysNothing(name)) : success({ what: 'log', rows: null, text, log })
      },
    }),
}

const saysNothing = (name: string) => ({
  code: 'log-without-memory',
  message: `${name} is a log, and no line of it tells of the memory.`,
  remedy: 'Give its beginning, with a line like “GPU KV cache size: 178,880 tokens” or “max_total_num_tokens=2086558”.',
})
