/** Golden digests: what came out yesterday comes out today, for every algorithm there is. */
import { describe, expect, it } from 'vitest'
import { digestInNode, goldenDigests, presetDigests } from '../../scripts/digests.ts'
import { presets } from '../../src/content/presets/index.ts'
import { acceptanceProcesses } from '../../src/engines/serving/roles/decoder/acceptance/index.ts'
import { lengthRole, roles } from '../../src/engines/serving/roles/roles.ts'
import { eventKinds } from '../../src/engines/serving/set-up/event-kinds.ts'
import { decode } from '../../src/experiment/link.ts'
import { setupOf } from '../../src/experiment/setup-of.ts'

const goldens = goldenDigests()

describe('golden digests', () => {
  it.for(goldens)('$name', async ({ digest, link }) => {
    expect(await digestInNode(link)).toBe(digest)
  })

  it('cover every algorithm of every role and every kind of event', () => {
    const said = JSON.stringify(
      goldens.map(({ link }) => {
        const { document } = decode(link)
        return [setupOf(document), document.events]
      }),
    )
    // Catalogues are not algorithms: what an accelerator or a model changes is its figures.
    const { accelerator: _accelerators, model: _models, ...algorithms } = roles
    const registries = [
      ...Object.values(algorithms).map(({ definitions }) => definitions),
      lengthRole.definitions,
      acceptanceProcesses,
    ]
    // Files are no links: digests of a trace are compared in test/laws/real-traces.test.ts and test/e2e/digests.e2e.ts, and a
    // recording's run in test/run/artefacts.test.ts.
    const ofFiles = ['trace', 'recorded']
    const ids = registries.flatMap((registry) => registry.map(({ id }) => id)).filter((id) => !ofFiles.includes(id))
    expect(ids.filter((id) => !said.includes(`"id":"${id}"`))).toEqual([])
    expect(Object.keys(eventKinds).filter((kind) => !said.includes(`"kind":"${kind}"`))).toEqual([])
  })

  // That presets have theirs is asked where they are run for their stories: test/content/presets.test.ts.
  it('know every preset by the link it has in the menu', () => {
    expect(presetDigests().map(({ name, link }) => [name, link])).toEqual(presets.map(({ id, link }) => [id, link]))
  })

  it('are all different', () => {
    expect(new Set(goldens.map(({ digest }) => digest)).size).toBe(goldens.length)
  })
})
