/** Who looks at a run changes nothing in it: not what is found, not what is cached, not what time it is. */
import { describe, expect, it } from 'vitest'
import { goldenDigests } from '../../../scripts/digests.ts'
import { structure } from '../../../src/engines/index-locality/asked.ts'
import { decode } from '../../../src/experiment/link.ts'
import { answerOf } from '../../../src/kernel/question.ts'
import { started } from './lab.ts'

const lookUps = goldenDigests().filter(({ link }) => link.includes('engine=index-locality'))

describe('a look', () => {
  it.each(lookUps)('at $name leaves the run as it was', ({ link, digest }) => {
    const { document } = decode(link)
    const { subject, ...rest } = document.setup as { subject?: object }
    const { simulation } = started({ id: 'keys', ...subject }, rest, document.seed)
    while (simulation.advance(Infinity, 97) === 'more') {
      simulation.summary()
      answerOf(simulation.answers, structure)
    }
    simulation.summary()
    expect(simulation.summary().digest).toBe(digest)
  })
})
