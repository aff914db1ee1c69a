/**
 * What an embedded page shows, as the second part of its address: `#/embed/kv+requests,workload.knobs.rate,dark?v=1&…` is two
 * timelines, one knob, the dark theme.
 */
import type { ThemeChoice } from './settings.ts'

export interface EmbedOptions {
  /** Ids of timelines, from the top. */
  readonly charts: readonly string[]
  /** Paths of knobs below `setup`. */
  readonly knobs: readonly string[]
  readonly theme: ThemeChoice
}

/** A small page has no room for more. */
export const MOST_KNOBS = 3

export function readEmbed(options: string): EmbedOptions {
  const [charts = '', knobs = '', theme = ''] = decoded(options).split(',')
  const list = (part: string): readonly string[] => part.split('+').filter((name) => /^[\w.-]+$/.test(name))
  return {
    charts: list(charts).length > 0 ? list(charts) : ['kv'],
    knobs: list(knobs).slice(0, MOST_KNOBS),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
  }
}

/** Some programs encode commas and pluses of an address; a cut or broken code stands as it is, and names nothing. */
function decoded(options: string): string {
  try {
    return decodeURIComponent(options)
  } catch {
    return options
  }
}

export function writeEmbed({ charts, knobs, theme }: EmbedOptions): string {
  const parts = [charts.join('+'), knobs.slice(0, MOST_KNOBS).join('+'), theme === 'system' ? '' : theme]
  while (parts.length > 1 && parts[parts.length - 1] === '') parts.pop()
  return parts.join(',')
}

export interface EmbedFrame {
  readonly address: string
  readonly title: string
  /** CSS pixels. */
  readonly height: number
}

/** The HTML that somebody puts into their page. Addresses hold `&`, titles hold anything. */
export const embedCode = ({ address, title, height }: EmbedFrame): string =>
  `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="${height}" style="border:0" loading="lazy"></iframe>`

const attribute = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
