/**
 * The table of roles. What is looked up decides which other choices there are, so they stand below it: structures and locks below keys,
 * an index and what is asked before it below vectors, and so on. A new one is its file and a line in its folder's index.ts.
 */
import { role } from '../../../schema/role-table.ts'
import { estimators } from './subject/graph/estimator/index.ts'
import { subjects } from './subject/index.ts'
import { indexes } from './subject/keys/index/index.ts'
import { lockRules } from './subject/keys/locks/index.ts'
import { rankers } from './subject/peers/ranker/index.ts'
import { formats } from './subject/vectors/format/index.ts'
import { journals } from './subject/vectors/journal/index.ts'
import { lookasides } from './subject/vectors/lookaside/index.ts'
import { searches } from './subject/vectors/search/index.ts'

/** By key of the set-up. */
export const roles = {
  subject: role(subjects, {
    label: 'What is looked up',
    help: 'Keys in order, vectors that are alike, places of a graph, or what peers recommend: each with structures of its own.',
    default: 'keys',
    group: 'subject',
  }),
} as const

/** Chosen below a subject: roles without a field of their own. */
export const nestedTable = {
  index: { definitions: indexes },
  locks: { definitions: lockRules },
  search: { definitions: searches },
  lookaside: { definitions: lookasides },
  format: { definitions: formats },
  journal: { definitions: journals },
  estimator: { definitions: estimators },
  ranker: { definitions: rankers },
} as const
