/**
 * Which palette is shown: the system's, unless the reader chose one. Also sets data-theme on the root, which theme.css reads.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { type Theme, themes } from './theme.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

/** The theme to paint with; follows the system live while the choice is `system`. */
export function useTheme(choice: ThemeChoice): Theme {
  const isSystemDark = useSyncExternalStore(subscribeToSystem, readSystem, () => false)
  useEffect(() => {
    if (choice === 'system') document.documentElement.removeAttribute('data-theme')
    else document.documentElement.setAttribute('data-theme', choice)
  }, [choice])
  return choice === 'system' ? themes[isSystemDark ? 'dark' : 'light'] : themes[choice]
}

const query = '(prefers-color-scheme: dark)'
const readSystem = (): boolean => matchMedia(query).matches

function subscribeToSystem(onChange: () => void): () => void {
  const system = matchMedia(query)
  system.addEventListener('change', onChange)
  return () => system.removeEventListener('change', onChange)
}
