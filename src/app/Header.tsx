/** The bar at the top: brand, pages, and what can be done with the whole experiment. */
import { useDocument, useLab, useLessons, useRoute, useSettings } from '../store/lab-context.tsx'
import type { ThemeChoice } from '../store/settings.ts'
import { BrandMark } from '../ui/Icon.tsx'
import { say } from '../ui/words.ts'

export type DialogName = 'open' | 'export' | 'share' | 'help' | 'commands'

interface HeaderProps {
  readonly onDialog: (name: DialogName) => void
}

const nextTheme: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' }
const themeSign: Readonly<Record<ThemeChoice, string>> = { system: '◐', light: '○', dark: '●' }

export function Header({ onDialog }: HeaderProps) {
  const { document } = useLab()
  const { page } = useRoute()
  // What an open question is about cannot be had by another door.
  const isAsking = useLessons((state) => state.asking !== null)
  const notYet = isAsking ? say('After your prediction') : undefined
  const canUndo = useDocument((state) => state.history.past.length > 0)
  const canRedo = useDocument((state) => state.history.future.length > 0)
  const theme = useSettings((settings) => settings.theme)
  const setTheme = useSettings((settings) => settings.setTheme)
  const memory = useSettings((settings) => settings.memory)
  const setMemory = useSettings((settings) => settings.setMemory)
  return (
    <header className="bar">
      <span className="brand">
        <BrandMark />
        <span className="brand-name">Tokenscope</span>
      </span>
      <nav aria-label={say('Pages')}>
        <a href="#/lab" aria-current={page === 'lab' ? 'page' : undefined}>
          {say('Lab')}
        </a>
        <a href="#/papers" aria-current={page.startsWith('paper') ? 'page' : undefined}>
          {say('Papers')}
        </a>
        <a href="#/lessons" aria-current={page.startsWith('lesson') ? 'page' : undefined}>
          {say('Lessons')}
        </a>
        <a href="#/accuracy" aria-current={page === 'accuracy' ? 'page' : undefined}>
          {say('Accuracy')}
        </a>
      </nav>
      <div className="bar-actions">
        <button
          type="button"
          className="quiet"
          title={say('Find a request, timeline, knob, figure or command: / or Ctrl + Shift + P')}
          onClick={() => onDialog('commands')}
        >
          {say('Find')}
        </button>
        <button type="button" className="quiet" disabled={!canUndo} onClick={() => document.getState().undo()}>
          {say('Undo')}
        </button>
        <button type="button" className="quiet" disabled={!canRedo} onClick={() => document.getState().redo()}>
          {say('Redo')}
        </button>
        <button type="button" className="quiet" onClick={() => onDialog('open')}>
          {say('Open')}
        </button>
        <button type="button" className="quiet" disabled={isAsking} title={notYet} onClick={() => onDialog('export')}>
          {say('Export')}
        </button>
        <button type="button" className="solid" disabled={isAsking} title={notYet} onClick={() => onDialog('share')}>
          {say('Share')}
        </button>
        <button
          type="button"
          className="quiet unit-switch"
          title={say('Unit of memory')}
          aria-label={say('Memory in {unit}, switch to {other}', {
            unit: memory,
            other: memory === 'GB' ? 'GiB' : 'GB',
          })}
          onClick={() => setMemory(memory === 'GB' ? 'GiB' : 'GB')}
        >
          {memory}
        </button>
        <button
          type="button"
          className="quiet sign"
          title={say('Theme: {theme}', { theme })}
          aria-label={say('Theme: {theme}, switch to {other}', { theme: say(theme), other: say(nextTheme[theme]) })}
          onClick={() => setTheme(nextTheme[theme])}
        >
          {themeSign[theme]}
        </button>
        <button
          type="button"
          className="quiet sign"
          aria-label={say('Help: keys and gestures')}
          onClick={() => onDialog('help')}
        >
          ?
        </button>
      </div>
    </header>
  )
}
