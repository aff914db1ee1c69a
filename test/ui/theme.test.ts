import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { darkPalette, isState, lightPalette, seriesStyle, themes } from '../../src/ui/theme.ts'
import { contrast, distance, visionNames } from './colour-vision.ts'

const palettes = [lightPalette, darkPalette]
const pairs = <T>(values: readonly T[]): [T, T][] =>
  values.flatMap((a, i) => values.slice(i + 1).map((b): [T, T] => [a, b]))
const hues = ['decode', 'prefill', 'cached', 'transfer', 'preempted'] as const

describe('colour vision', () => {
  it('measures black against white as 100, and full contrast as 21', () => {
    expect(distance('#000000', '#ffffff', 'normal')).toBeCloseTo(100, 1)
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  })
  it('sees a red and a green that a deuteranope confuses', () => {
    // given two colours that differ by 43 to a normal eye, when seen without the green cones, then little is left
    expect(distance('#c05040', '#6f8f30', 'normal')).toBeGreaterThan(20)
    expect(distance('#c05040', '#6f8f30', 'deutan')).toBeLessThan(12)
  })
})

describe.each(palettes)('$name palette', (palette) => {
  it.each(visionNames)('keeps the states of a chart 12 apart for %s vision, the grey of queued included', (vision) => {
    const colours = [...hues, 'queued' as const].map((hue) => palette.hues[hue])
    for (const [a, b] of pairs(colours)) expect(distance(a, b, vision), `${a} ${b}`).toBeGreaterThanOrEqual(12)
  })
  it.each(visionNames)('keeps the lines of the arms 12 apart for %s vision', (vision) => {
    for (const [a, b] of pairs(palette.arms)) expect(distance(a, b, vision), `${a} ${b}`).toBeGreaterThanOrEqual(12)
  })
  it('gives every state and the edge of the greys a contrast of 3:1 with the ground', () => {
    const marks = [...hues.map((hue) => palette.hues[hue]), palette.edge]
    for (const mark of marks) expect(contrast(mark, palette.ground), mark).toBeGreaterThanOrEqual(3)
  })
  it('gives words a contrast of 4.5:1 with the ground and with fields', () => {
    const { ink, soft, faint, warn, good, accent, arms } = palette
    // arms among them: their names are written in their colours
    for (const word of [ink, soft, faint, warn, good, accent, ...arms]) {
      expect(contrast(word, palette.ground), word).toBeGreaterThanOrEqual(4.5)
      expect(contrast(word, palette.field), word).toBeGreaterThanOrEqual(4.5)
    }
  })
  it('has a sequential scale whose contrast with the ground only grows', () => {
    const { sequential } = themes[palette.name]
    const hex = (step: number): string =>
      `#${[0, 1, 2].map((c) => sequential[step * 3 + c].toString(16).padStart(2, '0')).join('')}`
    for (let step = 8; step < 256; step += 8) {
      expect(contrast(hex(step), palette.ground)).toBeGreaterThan(contrast(hex(step - 8), palette.ground))
    }
  })
  it('is written into theme.css with the same values', () => {
    const css = readFileSync(new URL('../../src/ui/theme.css', import.meta.url), 'utf8')
    // The light block comes first; the dark one stands twice, for the system and for the reader's choice.
    const blocks = css.split('color-scheme: ').filter((block) => block.startsWith(`${palette.name};`))
    expect(blocks).toHaveLength(palette.name === 'dark' ? 2 : 1)
    const { ground, field, rule, ink, soft, faint, accent, warn, good, edge } = palette
    const { ink: _, ...states } = palette.hues
    const arms = Object.fromEntries(palette.arms.map((colour, i) => [`arm-${i}`, colour]))
    const values = { ground, field, rule, ink, soft, faint, accent, warn, good, edge, ...states, ...arms }
    for (const block of blocks) {
      for (const [name, value] of Object.entries(values)) expect(block).toContain(`--${name}: ${value};`)
    }
  })
})

describe('state names', () => {
  it('paint a state and its sisters in one colour in every chart', () => {
    const { colour } = themes.light
    expect(colour('accepted')).toBe(colour('decode'))
    expect(colour('rejected')).toBe(colour('preempted'))
    expect(colour('bonus')).toBe(colour('cached'))
    expect(colour('swapped')).toBe(colour('transfer'))
  })
  it('hatch a second state of the same colour', () => {
    expect(themes.light.style('cancelled')).toMatchObject({ colour: lightPalette.hues.preempted, hatched: true })
    expect(themes.light.style('preempted').hatched).toBe(false)
  })
  it('give every phase of a request a colour of its own or a hatch', () => {
    for (const name of ['queued', 'prefill', 'decode', 'preempted', 'swapped', 'rejected', 'cancelled', 'timed out']) {
      expect(isState(name), name).toBe(true)
    }
  })
  it('fall back to the place in the chart where a series is no state', () => {
    expect(seriesStyle(themes.dark, 'p50', 0).colour).toBe(darkPalette.hues.decode)
    expect(seriesStyle(themes.dark, 'p99', 1).colour).toBe(darkPalette.hues.prefill)
  })
})
