/**
 * Which matrices of a layer are fed the same numbers, and what stands before them. Dividing an input channel there and multiplying the
 * matrices' column by the same changes nothing that the model computes.
 */
import type { InputSite } from '../contracts/feed.ts'
import type { ModelShape } from '../contracts/shape.ts'

/** `norm`: its gains. `rows`: a matrix whose outputs are the channels. Null: nothing that could take a factor up. */
export type Before = { readonly kind: 'norm' | 'rows'; readonly name: string } | null

export interface Site {
  readonly layer: number
  readonly site: InputSite
  readonly matrices: readonly string[]
  /** A router is fed the same, and stays in floats. */
  readonly router: string | null
  readonly before: Before
}

/** Of a layer, in the order in which it runs. Values have fewer channels than what attention makes of them (grouped queries): null. */
export function sitesOf({ layers, experts }: ModelShape): readonly Site[] {
  return Array.from({ length: layers }, (_, layer) => {
    const at = `layers.${layer}`
    const feeds = experts > 0 ? Array.from({ length: experts }, (_, e) => `${at}.experts.${e}`) : [at]
    const all = (name: string) => feeds.map((feed) => `${feed}.${name}`)
    const of = (site: InputSite, matrices: readonly string[], before: Before, router: string | null = null): Site => ({
      ...{ layer, site, matrices, router, before },
    })
    return [
      of('attention', [`${at}.query`, `${at}.key`, `${at}.value`], { kind: 'norm', name: `${at}.attentionNorm` }),
      of('out', [`${at}.out`], null),
      of(
        'feed',
        [...all('gate'), ...all('up')],
        { kind: 'norm', name: `${at}.feedNorm` },
        experts > 0 ? `${at}.router` : null,
      ),
      of('down', all('down'), experts > 0 ? null : { kind: 'rows', name: `${at}.up` }),
    ]
  }).flat()
}
