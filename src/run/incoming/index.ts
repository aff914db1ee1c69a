/**
 * Registry of everything that can be dropped, pasted or given on the command line, the most particular first. A new kind is its file,
 * a line here (or in the registry of its group), and a fixture (test/traces/fixtures).
 */
import { benchmarkFormats } from '../../fidelity/benchmarks/index.ts'
import { families } from '../../fidelity/families/index.ts'
import { formats } from '../../traces/formats/index.ts'
import { recordingFormats } from '../../traces/recordings/index.ts'
import { benchmarkKind } from './benchmark.ts'
import type { AnyKind } from './content.ts'
import { deviceSheet } from './device-sheet.ts'
import { experimentFile } from './experiment-file.ts'
import { experimentLink } from './experiment-link.ts'
import { kernelFile } from './kernel-file.ts'
import { measuredRun } from './measured-run.ts'
import { modelConfig } from './model-config.ts'
import { publishedPoints } from './published-points.ts'
import { runSetup } from './run-setup.ts'
import { startupLog } from './startup-log.ts'

export const incomingKinds: readonly AnyKind[] = [
  ...formats,
  ...recordingFormats,
  experimentFile,
  experimentLink,
  modelConfig,
  deviceSheet,
  ...benchmarkFormats.map(benchmarkKind),
  startupLog,
  measuredRun,
  runSetup,
  publishedPoints,
  ...families.map(kernelFile),
]
