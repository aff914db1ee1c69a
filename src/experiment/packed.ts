/**
 * The compressed tier of a link: the difference as JSON, deflated with the frozen defaults as dictionary (every path
 * name is in there, so names cost next to nothing), in letters a link may hold.
 */
import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate'
import { fromBase64url, toBase64url } from './base64url.ts'
import { canonicalJson } from './canonical.ts'
import { DEFAULT_SEED, frozenDefaults } from './defaults.ts'
import names from './dictionary.json' with { type: 'json' }
import { BASELINE, type Experiment } from './document.ts'
import { isSame } from './record.ts'
import type { Report } from './report.ts'

/**
 * What compressed links of every version were compressed with: they need these very bytes. Settings may be added to a version, this may
 * not change; a version that wants another one keeps this one beside it.
 */
export const dictionary = strToU8(names)

/** 1 MB of JSON. Deflate packs zeros 1,000 to 1, so 1 kB of link could otherwise ask for any amount of memory. */
const MOST_UNPACKED = 1_000_000
/** Bytes inflated at a time: at most 1,032 × 2 kB = 2.1 MB come out before the limit is looked at. */
const SLICE = 2048

export function pack(document: Experiment): string {
  return toBase64url(deflateSync(strToU8(canonicalJson(essence(document))), { level: 9, dictionary }))
}

/** The raw document of a packed text; what cannot be read is reported, and undefined. */
export function unpack(text: string, report: Report): unknown {
  const damaged = (why: string): undefined => {
    report.note('text-damaged', 'z', `“z” cannot be read: ${why}.`, 'The default experiment is used.')
  }
  const bytes = fromBase64url(text)
  if (bytes === null) return damaged('it holds letters no link is made of, or lacks its end')
  const json = inflated(bytes)
  if (json === 'too-large') return damaged('it unpacks to more than 1 MB')
  if (json === 'broken') return damaged('it does not unpack')
  try {
    return JSON.parse(json.text)
  } catch {
    return damaged('what it unpacks to is no document')
  }
}

function inflated(bytes: Uint8Array): { readonly text: string } | 'broken' | 'too-large' {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = new Inflate({ dictionary }, (chunk) => {
    chunks.push(chunk)
    length += chunk.length
  })
  try {
    for (let from = 0; from === 0 || from < bytes.length; from += SLICE) {
      stream.push(bytes.subarray(from, from + SLICE), from + SLICE >= bytes.length)
      if (length > MOST_UNPACKED) return 'too-large'
    }
  } catch {
    return 'broken'
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return { text: strFromU8(all) }
}

/** The parts that are not as in the default document. `v` and the engine's version have keys of their own. */
function essence(document: Experiment): Record<string, unknown> {
  const { v, engine, title, seed, setup, arms, ...rest } = document
  return {
    ...(engine.id !== frozenDefaults(v).engine.id && { engine: { id: engine.id } }),
    ...(title !== '' && { title }),
    ...(seed !== DEFAULT_SEED && { seed }),
    ...(Object.keys(setup).length > 0 && { setup }),
    ...(!isSame(arms, { [BASELINE]: {} }) && { arms }),
    ...rest,
  }
}
