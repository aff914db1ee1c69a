/**
 * The contract of a `words.mdx` (docs/adding-things.md says what may be in one): a component that renders its sections with components
 * of the page, and a registry of loaders, so that words come when somebody opens what they are of.
 */
import type { ComponentType } from 'react'

/** What the names in words mean on a page: `Section` and `Said`, which all of them need, and the places of the page. */
export type WordsComponents = Readonly<Record<string, ComponentType<never>>>

export type Words = ComponentType<{ readonly components: WordsComponents }>

export type LoadWords = () => Promise<Words>
