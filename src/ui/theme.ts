/**
 * The two palettes by state name: the same state has the same colour in every chart and lesson.
 *
 * The five hues of each theme were found by search: the smallest OKLab distance (×100) over normal, protan, deutan and
 * tritan vision is 16.7 on the light ground and 21.1 on the dark one, contrast with the ground at least 3.04.
 * Greys mean "nothing is being computed" (queued, discarded, free). A grey that keeps a distance of 12 from all five
 * hues cannot reach a contrast of 3:1 (best 1.8), so a grey mark carries an `edge` that does. A sixth kind of state is hatched.
 *
 * `theme.css` holds the same values as custom properties; a test compares the two.
 */
export type ThemeName = 'light' | 'dark'

/** How a state is painted: a colour of the palette, and what a second state of the same colour adds to it. */
export interface StateStyle {
  readonly colour: string
  /** Diagonal lines in the ground's colour over the fill. */
  readonly hatched: boolean
  /** Outline with a contrast of 3:1, for greys; null where the fill itself has it. */
  readonly edge: string | null
}

export interface Theme {
  readonly name: ThemeName
  readonly ground: string
  readonly field: string
  readonly rule: string
  readonly ink: string
  readonly soft: string
  readonly faint: string
  readonly accent: string
  readonly warn: string
  readonly good: string
  /** Behind the marks where a capacity is unused. */
  readonly free: string
  /** Fill of a state. An unknown name gets the colour of its place in the chart, see `seriesColour`. */
  colour(state: string): string
  style(state: string): StateStyle
  /** Colour of an arm, for its name as for its lines; 0 is the baseline. */
  arm(index: number): string
  /** Sequential scale at 256 steps, 3 bytes a step, from "none" to "most". */
  readonly sequential: Uint8Array
}

/** Colours a state can have. */
export type Hue = 'decode' | 'prefill' | 'cached' | 'transfer' | 'preempted' | 'queued' | 'discarded' | 'free' | 'ink'

/** Every name a track may give a state or series, and the hue it is painted in. `~` in front: hatched. */
const hueOf: Readonly<Record<string, Hue | `~${Hue}`>> = {
  decode: 'decode',
  decoding: 'decode',
  running: 'decode',
  accepted: 'decode',
  output: 'decode',
  emitted: 'decode',
  entropy: 'decode',
  surprise: 'prefill',
  filled: 'transfer',
  // where a request's time goes
  queueing: 'queued',
  context: '~queued',
  'own prefill': 'prefill',
  'others’ prefill': '~prefill',
  weights: 'decode',
  'kv reads': '~decode',
  compute: 'cached',
  communication: '~transfer',
  overhead: '~cached',
  preemption: 'preempted',
  'instance died': '~preempted',
  // what threads do, where a line was found, and who answered
  searching: 'decode',
  writing: 'prefill',
  'starting again': 'preempted',
  l1: 'decode',
  l2: '~decode',
  'last level': 'cached',
  'other core': 'transfer',
  memory: 'preempted',
  'at hand': 'decode',
  'at hand, wrong': 'preempted',
  'by a search': 'cached',
  'by a search, wrong': '~preempted',
  masked: 'free',
  prefill: 'prefill',
  prefilling: 'prefill',
  prompt: 'prefill',
  cached: 'cached',
  prefix: 'cached',
  idle: 'cached',
  'prefix, idle': 'cached',
  shared: '~cached',
  bonus: 'cached',
  residual: '~cached',
  corrected: '~cached',
  // what instances do, beside prefill and decode
  'whole requests': 'cached',
  changing: 'transfer',
  down: '~preempted',
  transfer: 'transfer',
  swap: 'transfer',
  swapped: '~transfer',
  reserved: '~decode',
  draft: '~decode',
  drafted: '~decode',
  preempted: 'preempted',
  preemptions: 'preempted',
  recomputed: 'preempted',
  rejected: 'preempted',
  killed: '~preempted',
  cancelled: '~preempted',
  'timed out': '~preempted',
  queued: 'queued',
  queue: 'queued',
  waiting: 'queued',
  discarded: 'discarded',
  finished: 'free',
  free: 'free',
}

/** Series without a state name take these in turn. */
const seriesHues: readonly Hue[] = ['decode', 'prefill', 'cached', 'transfer', 'preempted', 'queued']

interface Palette {
  readonly name: ThemeName
  readonly hues: Readonly<Record<Hue, string>>
  readonly ground: string
  readonly field: string
  readonly rule: string
  readonly ink: string
  readonly soft: string
  readonly faint: string
  readonly accent: string
  readonly warn: string
  readonly good: string
  readonly edge: string
  readonly arms: readonly string[]
  /** Stops of the sequential scale, evenly spaced, lightness monotone. */
  readonly stops: readonly string[]
}

export const lightPalette: Palette = {
  name: 'light',
  ground: '#fcfcfa',
  field: '#f2f1ec',
  rule: '#e3e2dc',
  ink: '#1c2127',
  soft: '#5c646e',
  faint: '#676e77',
  accent: '#254a77',
  warn: '#a8480b',
  good: '#0d7472',
  edge: '#7d8087',
  hues: {
    decode: '#254a77',
    prefill: '#de6818',
    cached: '#8b51d6',
    transfer: '#18a2a0',
    preempted: '#801c0c',
    queued: '#c6c5be',
    discarded: '#c6c5be',
    free: '#efeee8',
    ink: '#1c2127',
  },
  arms: ['#1c2127', '#6a0091', '#005300', '#007b79'],
  stops: ['#f6f5ef', '#c4dbe0', '#7fb4c4', '#35819f', '#0b4f6c', '#062b3f'],
}

export const darkPalette: Palette = {
  name: 'dark',
  ground: '#14171c',
  field: '#1d2128',
  rule: '#2a2f37',
  ink: '#e7e9ec',
  soft: '#a2a9b3',
  faint: '#8b94a0',
  accent: '#8db6ea',
  warn: '#f0b03f',
  good: '#7fdcdf',
  edge: '#7f8896',
  hues: {
    decode: '#78a6d7',
    prefill: '#e6ac06',
    cached: '#7a47c9',
    transfer: '#91f8fd',
    preempted: '#cd3a3b',
    queued: '#393f49',
    discarded: '#393f49',
    free: '#1d2128',
    ink: '#e7e9ec',
  },
  arms: ['#e7e9ec', '#e15976', '#f8ae00', '#1190ff'],
  stops: ['#181c22', '#1d3b45', '#22636f', '#3f929c', '#74c8ce', '#b9fbfd'],
}

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: buildTheme(lightPalette),
  dark: buildTheme(darkPalette),
}

/** Dash pattern of an arm's line, so that arms differ without their colour. */
export const armDashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]]

/** Whether the name has a colour of its own in every chart. */
export const isState = (name: string): boolean => Object.hasOwn(hueOf, name.toLowerCase())

/** The style of a chart's series: by its name, or by its place where the name is not a state. */
export function seriesStyle(theme: Theme, name: string, place: number): StateStyle {
  return theme.style(isState(name) ? name : seriesHues[place % seriesHues.length])
}

function buildTheme(palette: Palette): Theme {
  const style = (state: string): StateStyle => {
    const word = hueOf[state.toLowerCase()] ?? 'ink'
    const hatched = word.startsWith('~')
    const hue = (hatched ? word.slice(1) : word) as Hue
    const isGrey = hue === 'queued' || hue === 'discarded'
    return { colour: palette.hues[hue], hatched, edge: isGrey ? palette.edge : null }
  }
  const { name, ground, field, rule, ink, soft, faint, accent, warn, good } = palette
  return {
    ...{ name, ground, field, rule, ink, soft, faint, accent, warn, good },
    free: palette.hues.free,
    style,
    colour: (state) => style(state).colour,
    arm: (index) => palette.arms[index % palette.arms.length],
    sequential: sequentialScale(palette.stops),
  }
}

/** 256 steps between the stops, interpolated in sRGB: the stops are close enough that no hue drifts between them. */
function sequentialScale(stops: readonly string[]): Uint8Array {
  const scale = new Uint8Array(256 * 3)
  for (let step = 0; step < 256; step++) {
    const place = (step / 255) * (stops.length - 1)
    const below = Math.min(stops.length - 2, Math.floor(place))
    for (let channel = 0; channel < 3; channel++) {
      const from = channelOf(stops[below], channel)
      const to = channelOf(stops[below + 1], channel)
      scale[step * 3 + channel] = Math.round(from + (to - from) * (place - below))
    }
  }
  return scale
}

/** Red, green or blue (0, 1, 2) of `#rrggbb`, 0 to 255. */
export function channelOf(hex: string, channel: number): number {
  return Number.parseInt(hex.slice(1 + channel * 2, 3 + channel * 2), 16)
}
