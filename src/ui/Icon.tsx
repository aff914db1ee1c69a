/** The few drawn signs of the transport and the brand; everything else is a word. */
const paths = {
  start: 'M2 1.5v8M9.5 1.5 4 5.5l5.5 4Z',
  back: 'M8 1.5 2.5 5.5 8 9.5Z',
  forward: 'M3 1.5 8.5 5.5 3 9.5Z',
  play: 'M2.5 1 9.5 5.5 2.5 10Z',
} as const

export type IconName = keyof typeof paths | 'pause'

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 11 11" aria-hidden="true" focusable="false">
      {name === 'pause' ? (
        <path d="M2 1h2.6v9H2zM6.4 1H9v9H6.4z" fill="currentColor" />
      ) : (
        <path d={paths[name]} fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      )}
    </svg>
  )
}

export function BrandMark() {
  return (
    <svg className="brand-mark" viewBox="0 0 22 22" aria-hidden="true" focusable="false">
      <circle cx="11" cy="11" r="9.2" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path
        d="M3 12h4l2-5 3 9 2.4-6 1.1 2H19"
        className="brand-pulse"
        fill="none"
        strokeWidth="1.7"
        strokeLinejoin="round"
      />
    </svg>
  )
}
