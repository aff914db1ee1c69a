/** Settings outlive the visit where storage allows it, and the visit where it does not. */
import { expect, it } from 'vitest'
import { createSettingsStore } from '../../src/store/settings.ts'

const shelf = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
}

it('keeps theme and unit for the next visit', () => {
  const storage = shelf()
  createSettingsStore(storage).getState().setTheme('dark')
  const store = createSettingsStore(storage)
  store.getState().setMemory('GiB')
  expect(createSettingsStore(storage).getState()).toMatchObject({ theme: 'dark', memory: 'GiB' })
})

it('still switches when storage is full or forbidden', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError')
  }
  for (const storage of [{ getItem: refuse, setItem: refuse }, null]) {
    const store = createSettingsStore(storage)
    store.getState().setTheme('light')
    expect(store.getState().theme).toBe('light')
  }
})

it.each(['null', '7', '[]', '{"theme":"neon","memory":3}', 'no json'])('takes the defaults from %s', (text) => {
  const storage = shelf()
  storage.kept.set('tokenscope.settings', text)
  expect(createSettingsStore(storage).getState()).toMatchObject({ theme: 'system', memory: 'GB' })
})
