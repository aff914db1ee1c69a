/** Errands: one way for all work beside a run; of one name only the last is wanted, any can be cancelled, an unknown one is an error. */
import { describe, expect, it } from 'vitest'
import { defineErrand } from '../../src/kernel/errand.ts'
import { Shelf } from '../../src/run/shelf.ts'
import type { FitSummary } from '../../src/worker/asked/accuracy.ts'
import * as accuracy from '../../src/worker/asked/accuracy.ts'
import * as searches from '../../src/worker/asked/searches.ts'
import * as tokens from '../../src/worker/asked/tokens.ts'
import { createDesk, doing, type Hands } from '../../src/worker/errands/errand.ts'
import { errands } from '../../src/worker/errands/index.ts'
import { createLab } from '../../src/worker/lab.ts'

const options = { clock: () => 0, breathe: () => new Promise<void>((next) => setImmediate(next)) }

/** Counts until nobody wants it. */
const counting = defineErrand<[to: number], number | null, number>({ id: 'counting', doing: 'counting' })
async function count({ breathe, tell, isWanted }: Hands<number>, to: number): Promise<number | null> {
  for (let i = 1; i <= to; i++) {
    tell(i)
    await breathe()
    if (!isWanted()) return null
  }
  return to
}
const desk = () => createDesk([doing(counting, async () => count)], { ...options, shelf: new Shelf() })

describe('an errand', () => {
  it('tells on the way and answers at the end', async () => {
    const news: unknown[] = []
    expect(await desk().errand('counting', [3], (one) => news.push(one))).toBe(3)
    expect(news).toEqual([1, 2, 3])
  })

  it('ends at its next rest when it is cancelled, or asked for again', async () => {
    const { errand, drop } = desk()
    const dropped = errand('counting', [200], () => drop('counting'))
    expect(await dropped).toBeNull()
    const first = errand('counting', [200], null)
    const second = errand('counting', [2], null)
    expect([await first, await second]).toEqual([null, 2])
  })

  it('of a name that nobody knows is an error that lists the known ones', async () => {
    await expect(desk().errand('counting backwards', [], null)).rejects.toThrow(/counting backwards: counting$/)
  })

  it('goes through the contract of the lab, and is cancelled by its id as a run is by its number', async () => {
    const lab = createLab(options)
    const fits = (await lab.errand(accuracy.fitSummaries.id, [], null)) as readonly FitSummary[]
    expect(fits.length).toBeGreaterThan(10)
    const paste = JSON.stringify({ median_ttft_ms: 50, median_tpot_ms: 10, request_rate: 4, completed: 20 })
    const choice = { device: 'h100-sxm', model: 'llama-3.1-8b', tensor: 1, weights: 'bf16' }
    const lossless: unknown[] = []
    const running = lab.errand(tokens.checkLossless.id, [], (row) => {
      lossless.push(row)
      void lab.cancel(tokens.checkLossless.id)
    })
    await running
    expect(lossless).toHaveLength(1)
    expect(await lab.errand(accuracy.calibrate.id, [paste, choice], null)).toHaveProperty('ok')
  })
})

it('every definition that the page can name has somebody who does it, and nobody waits for another', () => {
  const named = [accuracy, searches, tokens].flatMap((room) =>
    Object.values(room).map(({ id, doing: words, patience }) => {
      expect(words.length * patience, id).toBeGreaterThan(0)
      return id
    }),
  )
  expect(named.toSorted()).toEqual(errands.map(([id]) => id).toSorted())
  expect(new Set(named).size).toBe(named.length)
})
