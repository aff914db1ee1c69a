/** Registry of commands, in the order of `--help`: each loads when it is asked for. A new one is its file and a line here. */
import type { Command } from './command.ts'

export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  open: async () => (await import('./open.ts')).openCommand,
  run: async () => (await import('./run.ts')).runCommand,
  sweep: async () => (await import('./sweep.ts')).sweepCommand,
  tokens: async () => (await import('./tokens.ts')).tokensCommand,
  record: async () => (await import('./record.ts')).recordCommand,
  read: async () => (await import('./read.ts')).readCommand,
  trace: async () => (await import('./trace.ts')).traceCommand,
  cost: async () => (await import('./cost.ts')).costCommand,
  replay: async () => (await import('./replay.ts')).replayCommand,
  points: async () => (await import('./points.ts')).pointsCommand,
  goals: async () => (await import('./goals.ts')).goalsCommand,
  calibrate: async () => (await import('./calibrate.ts')).calibrateCommand,
  reproduce: async () => (await import('./reproduce.ts')).reproduceCommand,
  place: async () => (await import('./place.ts')).placeCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  describe: async () => (await import('./describe.ts')).describeCommand,
  link: async () => (await import('./link.ts')).linkCommand,
}
