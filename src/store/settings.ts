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
  /** Whether letters alone are keys of the timeline: off for those whom speech input or a tremor types by mistake (WCAG 2.1.4). */
  readonly hasLetterKeys: boolean
  /** What the page in hand asks for (an embed, a projector), before the reader's own choice; never kept. */
  readonly pageTheme: 'light' | 'dark' | null
  setTheme(theme: ThemeChoice): void
  setMemory(memory: MemoryUnit): void
  setPageTheme(theme: 'light' | 'dark' | null): void
  setLetterKeys(hasLetterKeys: boolean): void
}

/** The theme in force: the page's, else the reader's. */
export const themeOf = ({ pageTheme, theme }: Pick<Settings, 'pageTheme' | 'theme'>): ThemeChoice => pageTheme ?? theme

/** The part of `Storage` used here; null where there is none. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem'> | null

const KEY = 'tokenscope.settings'

export function createSettingsStore(shelf: Shelf): StoreApi<Settings> {
  const kept = read(shelf)
  const store = createStore<Settings>((set) => ({
    theme: kept.theme,
    memory: kept.memory,
    hasLetterKeys: kept.hasLetterKeys,
    pageTheme: null,
    setTheme: (theme) => set({ theme }),
    setMemory: (memory) => set({ memory }),
    setPageTheme: (pageTheme) => set({ pageTheme }),
    setLetterKeys: (hasLetterKeys) => set({ hasLetterKeys }),
  }))
  store.subscribe(({ theme, memory, hasLetterKeys }) => write(shelf, { theme, memory, hasLetterKeys }))
  return store
}

function read(shelf: Shelf): Pick<Settings, 'theme' | 'memory' | 'hasLetterKeys'> {
  const found: Record<string, unknown> = parse(shelf)
  const theme = found.theme === 'light' || found.theme === 'dark' ? found.theme : 'system'
  return { theme, memory: found.memory === 'GiB' ? 'GiB' : 'GB', hasLetterKeys: found.hasLetterKeys !== false }
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

function write(shelf: Shelf, settings: Readonly<Record<string, string | boolean>>): void {
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
