/** Reports on the shipped models. A new one is its file and a line here. */

import { acceptanceReport, overlapReport } from './acceptance-report.ts'
import { accuracyReport } from './accuracy-report.ts'
import { budgetsReport, roundingReport, sinkReport } from './cache-reports.ts'
import { diffusionReport } from './diffusion-report.ts'
import { expertsReport } from './experts-report.ts'
import { lengthsReport } from './lengths-report.ts'
import { lossesReport } from './losses-report.ts'
import { batteryReport, greedyReport, realPairReport } from './lossless-reports.ts'
import { modelsReport } from './models-report.ts'
import { passesReport } from './passes-report.ts'
import type { Report } from './report.ts'
import { samplesReport } from './samples-report.ts'
import { speedReport } from './speed-report.ts'

export const reports: readonly Report[] = [
  modelsReport,
  lossesReport,
  accuracyReport,
  samplesReport,
  overlapReport,
  acceptanceReport,
  passesReport,
  lengthsReport,
  roundingReport,
  budgetsReport,
  sinkReport,
  expertsReport,
  diffusionReport,
  batteryReport,
  realPairReport,
  greedyReport,
  speedReport,
]
