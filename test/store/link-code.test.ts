/** The page before what reads and writes links has come: nothing is lost, and nothing has to be done twice. */
import { beforeEach, expect, it, vi } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { createDocumentStore } from '../../src/store/document.ts'

/** A page whose modules are its own, so that it has loaded nothing yet. */
beforeEach(() => void vi.resetModules())
async function page(fragment: string) {
  const { syncAddress } = await import('../../src/store/address.ts')
  const told: (() => void)[] = []
  const bar = {
    fragment,
    read: () => bar.fragment,
    write: (text: string) => {
      bar.fragment = text
    },
    onChange: (listener: () => void) => {
      told.push(listener)
      return () => undefined
    },
  }
  const store = createDocumentStore({ document: defaultExperiment(), problems: [] })
  syncAddress(store, bar, () => undefined)
  const paste = (text: string) => {
    bar.fragment = text
    for (const tell of told) tell()
  }
  return { bar, store, paste }
}

it('writes an edit into the address once it can', async () => {
  const { bar, store } = await page('')
  store.getState().edit('seed', 5)
  await expect.poll(() => bar.fragment).toBe('#/lab?v=2&seed=5')
})

it('opens a link that was pasted before, and the last one where two were', async () => {
  const { store, paste } = await page('#/lab')
  paste('#/lab?v=2&seed=77')
  paste('#/lab?v=2&seed=78')
  // nothing is here yet
  expect(store.getState().document.seed).toBe(1)
  await expect.poll(() => store.getState().document.seed).toBe(78)
  expect(store.getState().history.past).toHaveLength(1)
})

it('is at hand at once from the second time on', async () => {
  const { loadLinkCode, withLinkCode } = await import('../../src/store/link-code.ts')
  const heard: string[] = []
  const refuse = () => void heard.push('refused')
  withLinkCode(() => void heard.push('first'), refuse)
  expect(heard).toEqual([])
  await loadLinkCode()
  withLinkCode(({ encode }) => void heard.push(encode(defaultExperiment())), refuse)
  expect(heard).toContain('#/lab?v=2')
})
