import { describe, expect, it } from 'vitest'
import { goldenLinks, meaningOf } from '../../scripts/golden-links.ts'
import { CURRENT_VERSION } from '../../src/experiment/defaults.ts'

const versions = Array.from({ length: CURRENT_VERSION }, (_, i) => i + 1)

describe.each(versions)('golden links of version %i', (version) => {
  const links = goldenLinks(version)
  it('are there, in both tiers', () => {
    expect(links.filter(({ link }) => link.includes('&z=')).length).toBeGreaterThan(0)
    expect(links.filter(({ link }) => !link.includes('&z=')).length).toBeGreaterThan(4)
  })
  it.each(links)('$name: $why', ({ link, meaning }) => {
    expect(JSON.parse(JSON.stringify(meaningOf(link)))).toEqual(meaning)
  })
})
