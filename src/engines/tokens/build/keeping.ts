/** What happens to a cache: what rows see of it, who looks at its attention, and what is rounded or evicted as it grows. */
import { created, picked } from '../../../schema/choice.ts'
import type { AttentionSite, Seams } from '../contracts/attention.ts'
import type { Calibrate } from '../contracts/calibration.ts'
import type { KvFormat } from '../contracts/kv-format.ts'
import type { Sight } from '../contracts/retention.ts'
import type { Watch } from '../core/built.ts'
import { turnKeysOf } from '../kv/turn-key.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Transformer } from '../model/transformer.ts'
import { retentions } from '../roles/retention/index.ts'
import { selects } from '../roles/select/index.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import type { Keeping } from '../writing/rounds/keeping.ts'
import { selecting } from './selecting.ts'

interface Parts {
  readonly target: Transformer
  readonly cache: KvCache
  readonly format: KvFormat
  readonly calibrate: Calibrate
  /** Looks again at what is past. */
  readonly watch?: Watch
}

export function keepingOf(setup: TokensSetup, { target, cache, format, calibrate, watch: spy }: Parts): Keeping {
  const retention = created(retentions, setup.retention, undefined)
  const { watch, sight } = retention
  const { definition, knobs } = picked(selects, setup.select)
  const select = definition.create(knobs, { calibrate })
  let prompt = 0
  const turnKey = turnKeysOf(cache, target.rope)
  const hide = sight && maskOf(cache, sight)
  const choose = select && selecting(select, { target, cache, definition }, (position) => position < prompt)
  const masks = masksOf([hide, choose])
  const seamsOf = (looks: readonly ((site: AttentionSite) => void)[]): Seams => {
    if (looks.length === 0 && sight === undefined) return masks
    const attend: Seams['attend'] = (site, compute) => {
      if (sight !== undefined) prepare(site, sight)
      compute()
      for (const look of looks) look(site)
    }
    return { attend, ...masks }
  }
  /** Before a row looks: the sink may be gone, and the first keys may have moved. */
  const prepare = (site: AttentionSite, { hasSink, moved }: Sight): void => {
    if (!hasSink(site.position)) site.sink = Number.NEGATIVE_INFINITY
    if (moved === undefined) return
    const by = moved.by(site.position)
    const end = site.entry + site.count
    for (let entry = site.entry; entry < end && cache.place[entry] < moved.first; entry++) {
      const position = cache.place[entry] + by
      if (position === cache.position[entry]) continue
      cache.position[entry] = position
      turnKey(entry)
    }
  }
  const watching = watch ? [(site: AttentionSite) => watch(cache, site)] : []
  const spying = spy ? [spy] : []
  return {
    seams: seamsOf([...watching, ...spying]),
    tried: seamsOf(spying),
    isByRow: (format.isByRow ?? false) || (retention.isByRow ?? false),
    opened(promptTokens) {
      if (!setup.sink) cache.hasSink.fill(0)
      prompt = promptTokens
      retention.begin?.(promptTokens)
      select?.begin?.()
    },
    settled(phase) {
      format.settle(cache, turnKey)
      retention.settle(cache, phase)
    },
  }
}

/** One after another, those that there are. */
function masksOf(masks: readonly (Seams['mask'] | null)[]): Pick<Seams, 'mask'> {
  const all = masks.filter((mask) => mask !== undefined && mask !== null)
  if (all.length === 0) return {}
  return {
    mask(site) {
      for (const mask of all) mask(site)
    },
  }
}

/** Hides what a row does not see. Rows of a tree stand at their depth, and so do its nodes. */
const maskOf =
  ({ place, position }: KvCache, { sees }: Sight): NonNullable<Seams['mask']> =>
  (site) => {
    for (let i = 0; i < site.count; i++) {
      const entry = site.entry + i
      const at = place[entry] < site.first ? place[entry] : position[entry]
      if (!sees(site.position, at)) site.weights[i] = Number.NEGATIVE_INFINITY
    }
  }
