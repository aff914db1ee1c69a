/** Rules of eviction. A new one is its file and a line here. */
import { full } from './full.ts'
import { heavyHitters } from './heavy-hitters.ts'
import { observed } from './observed.ts'
import { sinkWindow } from './sink-window.ts'
import { window } from './window.ts'

export const retentions = [full, window, sinkWindow, heavyHitters, observed] as const
