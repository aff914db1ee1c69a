/** The palette in force: what the reader chose, or what the system says, followed as it changes. */
import { useSyncExternalStore } from 'react'
import { useSettings } from '../../store/lab-context.tsx'
import { themeOf } from '../../store/settings.ts'
import { type Theme, themes } from '../../ui/theme.ts'

const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)')
const follow = (listener: () => void) => {
  const query = systemIsDark()
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export function useTheme(): Theme {
  const choice = useSettings(themeOf)
  const isDark = useSyncExternalStore(follow, () => systemIsDark().matches)
  return themes[choice === 'system' ? (isDark ? 'dark' : 'light') : choice]
}
