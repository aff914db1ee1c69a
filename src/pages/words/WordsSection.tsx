/** A section of a `words.mdx`: what stands under its `## Title`. */
import { createContext, type ReactNode, use } from 'react'
import type { Words, WordsComponents } from '../../content/words.ts'
import './words.css'

interface WordsSectionProps {
  readonly words: Words
  readonly title: string
  readonly components: WordsComponents
}

const Shown = createContext('')

export function WordsSection({ words: All, title, components }: WordsSectionProps) {
  return (
    <Shown value={title}>
      <All components={{ Section, ...components }} />
    </Shown>
  )
}

/** All sections are there; the one that is asked for shows itself. */
function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return use(Shown) === title ? children : null
}
