/**
 * The heading of a page: the only h1 on it, and the title of the tab. Whoever comes to a page from another one finds the focus on
 * it, so that a screen reader says where one is and the next Tab goes on from there; on loading, the browser says it itself.
 */
import { type ReactNode, useEffect, useRef } from 'react'

interface PageHeadingProps {
  /** From the page to what it is part of: step, lesson. The product's name follows. */
  readonly title: readonly string[]
  /** Changes when the reader has gone elsewhere, not when a title is edited. */
  readonly place: string
  readonly isHidden?: boolean
  readonly id?: string
  /** What stands there where it is not the first part of the title. */
  readonly children?: ReactNode
}

/** The place that was headed last, null before the first. */
let last: string | null = null

export function PageHeading({ title, place, isHidden = false, id, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const words = [...title, 'Tokenscope'].join(' · ')
  useEffect(() => {
    document.title = words
  }, [words])
  useEffect(() => {
    const isElsewhere = last !== null && last !== place
    last = place
    if (isElsewhere) heading.current?.focus({ preventScroll: isHidden })
  }, [place, isHidden])
  return (
    <h1 ref={heading} id={id} tabIndex={-1} className={isHidden ? 'visually-hidden' : undefined}>
      {children ?? title[0]}
    </h1>
  )
}
