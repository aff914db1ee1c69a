/**
 * What a person prefers, kept on this machine only: theme, unit of memory, groups left open. Local storage may be full,
 * forbidden or broken; then the settings last as long as the page.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MemoryUnit } from '../ui/format.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

export interface Settings {
  readonly theme: ThemeChoice
  readonly memory: MemoryUnit
  setTheme(theme: ThemeChoice): void
  setMemory(memory: MemoryUnit): void
}

/** The part of `Storage` used here; null where there is none. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'> | null

const KEY = 'tokenscope.settings'

export function createSettingsStore(shelf: Shelf): StoreApi<Settings> {
  const kept = read(shelf)
  const store = createStore<Settings>((set) => ({
    theme: kept.theme,
    memory: kept.memory,
    setTheme: (theme) => set({ theme }),
    setMemory: (memory) => set({ memory }),
  }))
  store.subscribe(({ theme, memory }) => write(shelf, { theme, memory }))
  return store
}

function read(shelf: Shelf): { readonly theme: ThemeChoice; readonly memory: MemoryUnit } {
  const found: Record<string, unknown> = parse(shelf)
  const theme = found.theme === 'light' || found.theme === 'dark' ? found.theme : 'system'
  return { theme, memory: found.memory === 'GiB' ? 'GiB' : 'GB' }
}

function parse(shelf: Shelf): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(shelf?.getItem(KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    // Forbidden storage and foreign text both mean: nothing was kept. The defaults are a whole answer.
    return {}
  }
}

function write(shelf: Shelf, settings: Record<string, string>): void {
  try {
    shelf?.setItem(KEY, JSON.stringify(settings))
  } catch {
    // Full or forbidden: the setting still holds for this visit, and there is nothing the reader could do about it here.
  }
}

/** `localStorage` itself throws where cookies are blocked. */
export function localShelf(): Shelf {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
