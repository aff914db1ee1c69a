/** Takes files and texts that came together, opens the page that shows them, and says what is to be told of them there. */
import { type Incoming, pageOf, type Source, type Takes, takeIn, type Where } from './incoming.ts'
import { showPage } from './links.ts'
import { type Route, showsExperiment } from './route.ts'

export interface Taken {
  /** Its place among those that came together. */
  readonly id: number
  readonly source: Source
  readonly incoming: Incoming
}

/** What is told, and on which page, until another experiment is opened. */
export interface Told {
  readonly items: readonly Taken[]
  readonly page: Route['page']
  readonly opened: number
}

export interface Brought {
  readonly taken: readonly Taken[]
  readonly told: Told | null
}

export type How = Partial<Omit<Where, 'batch'>> & {
  /** Who asked shows refusals itself, where the person looks. */
  readonly refusals?: 'told here' | 'told by the caller'
}

/** More at once were dropped by mistake. */
const MOST = 16

export async function bring(
  lab: Takes,
  sources: readonly Source[],
  { place = null, as, batch, refusals = 'told here' }: How & Pick<Where, 'batch'>,
): Promise<Brought> {
  const where = { place, batch, ...(as !== undefined && { as }) }
  const taken: Taken[] = []
  for (const [id, source] of sources.slice(0, MOST).entries())
    taken.push({ id, source, incoming: await takeIn(lab, source, where) })
  const items = refusals === 'told here' ? taken : taken.filter(({ incoming }) => incoming.kind !== 'refused')
  const { route } = lab.route.getState()
  const page = taken.flatMap(({ incoming }) => pageOf(incoming) ?? []).at(-1)
  const isThere = page === undefined || (page === 'lab' ? showsExperiment(route) : page === route.page)
  if (!isThere) showPage(page)
  const told = { items, page: isThere ? route.page : page, opened: lab.document.getState().opened.count }
  return { taken, told: items.length > 0 ? told : null }
}
