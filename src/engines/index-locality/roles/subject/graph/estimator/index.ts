/** How personalised PageRank is estimated. A new way is its file and a line here. */
import { fingerprint } from './fingerprint.ts'
import { ofOthers } from './of-others.ts'
import { powerwalk } from './powerwalk.ts'
import { stepsAlone } from './steps-alone.ts'
import { walksNow } from './walks-now.ts'

export const estimators = [powerwalk, fingerprint, stepsAlone, walksNow, ofOthers] as const
