/** A theme without hues: every colour as the grey that is as light. For what is past, or somebody else's. */
import { channelOf, type Theme } from './theme.ts'

export function greyThemeOf(theme: Theme): Theme {
  const known = kept.get(theme)
  if (known !== undefined) return known
  const sequential = theme.sequential.slice()
  for (let at = 0; at < sequential.length; at += 3) {
    sequential.fill(lightness(sequential[at], sequential[at + 1], sequential[at + 2]), at, at + 3)
  }
  const grey: Theme = {
    ...theme,
    sequential,
    colour: (state) => greyOf(theme.colour(state)),
    style: (state) => {
      const style = theme.style(state)
      return { ...style, colour: greyOf(style.colour), edge: style.edge && greyOf(style.edge) }
    },
    arm: (index) => greyOf(theme.arm(index)),
  }
  kept.set(theme, grey)
  return grey
}

const kept = new WeakMap<Theme, Theme>()

function greyOf(hex: string): string {
  const level = Math.round(lightness(channelOf(hex, 0), channelOf(hex, 1), channelOf(hex, 2)))
  return `#${level.toString(16).padStart(2, '0').repeat(3)}`
}

/** Rec. 709 weights on the encoded channels: within 3 % of the true luminance for these palettes, without a power. */
const lightness = (red: number, green: number, blue: number): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue
