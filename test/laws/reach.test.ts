/**
 * The laws are only as good as the documents they are tried on: every knob and algorithm is drawn. That everything an engine can do to a
 * request happens in them is asked where they are run, in conservation.test.ts.
 */

import { describe, expect, it } from 'vitest'
import { encode } from '../../src/experiment/link.ts'
import { holdsFor } from './documents.ts'
import { knobs, picks } from './knobs.ts'

describe('random documents', () => {
  it('know every knob and algorithm of the description', () => {
    expect(knobs.length).toBeGreaterThan(100)
    expect(picks.length).toBeGreaterThan(60)
    // each algorithm of each role is picked in some link; those of nested choices come with their parents
    const links: string[] = []
    holdsFor(1500, (document) => {
      links.push(encode(document), JSON.stringify(document))
    })
    const said = links.join('\n')
    const ids = picks.map(({ picks: path }) => path[path.length - 1][1])
    const unsaid = ids.filter((id) => !said.includes(`"${id}"`) && !said.includes(`=${id}`))
    // what a document does not say is the default
    const defaults = [
      'h100-sxm',
      'llama-3.1-8b',
      'aggregated',
      'chunked-prefill',
      'whole-prompt',
      'round-robin',
      'block-lru',
      'skewed',
      'kv-transfer',
      'every-position',
    ]
    expect(unsaid.filter((id) => !defaults.includes(id))).toEqual([])
  })
})
