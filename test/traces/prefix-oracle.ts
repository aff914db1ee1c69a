/**
 * An independent count of prefix hits in a Mooncake file: unlimited capacity, arrival order, 512-token blocks. Shares no code
 * with src: a Set of ids and a loop.
 */
export function countPrefixHits(jsonLines: string): { readonly hits: number; readonly blocks: number } {
  const seen = new Set<number>()
  let hits = 0
  let blocks = 0
  for (const line of jsonLines.split('\n')) {
    if (line === '') continue
    const { hash_ids: ids } = JSON.parse(line) as { hash_ids: number[] }
    // A prefix hits block by block until the first that nobody has brought yet.
    const firstNew = ids.findIndex((id) => !seen.has(id))
    hits += firstNew < 0 ? ids.length : firstNew
    blocks += ids.length
    for (const id of ids) seen.add(id)
  }
  return { hits, blocks }
}
