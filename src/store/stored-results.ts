/** Stored results of papers, fetched once: what the page shows before anybody has measured. */
import type { StoredLine, StoredResult } from '../experiment/referee/stored.ts'

const fetched = new Map<string, Promise<unknown>>()

/** Throws where it is not to be had; it is then asked for again next time. */
function fetchOnce<Content>(name: string): Promise<Content> {
  const known = fetched.get(name) as Promise<Content> | undefined
  if (known !== undefined) return known
  const content = fetchJson<Content>(new URL(`papers/${name}`, document.baseURI))
  fetched.set(name, content)
  content.catch(() => fetched.delete(name))
  return content
}

async function fetchJson<Content>(address: URL): Promise<Content> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${address.pathname}: ${response.status}`)
  return (await response.json()) as Content
}

export const fetchStored = (id: string): Promise<StoredResult> => fetchOnce(`${id}.json`)

export const fetchStoredLines = (): Promise<readonly StoredLine[]> => fetchOnce('index.json')
