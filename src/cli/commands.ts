/** Registry of commands, in the order of `--help`. A new one is its file and a line here. */
import type { Command } from './command.ts'
import { costCommand } from './cost.ts'
import { describeCommand } from './describe.ts'
import { explainCommand } from './explain.ts'
import { linkCommand } from './link.ts'
import { pointsCommand } from './points.ts'
import { recordCommand } from './record.ts'
import { replayCommand } from './replay.ts'
import { runCommand } from './run.ts'
import { sweepCommand } from './sweep.ts'
import { tokensCommand } from './tokens.ts'
import { traceCommand } from './trace.ts'

export const commands: readonly Command[] = [
  runCommand,
  sweepCommand,
  tokensCommand,
  recordCommand,
  traceCommand,
  costCommand,
  replayCommand,
  pointsCommand,
  explainCommand,
  describeCommand,
  linkCommand,
]
