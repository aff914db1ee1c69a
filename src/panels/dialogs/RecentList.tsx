/** The last experiments of this browser, to open again: links on this machine only. */
import { useState } from 'react'
import { useLab } from '../../store/lab-context.tsx'
import type { Recent } from '../../store/recents.ts'
import { say } from '../../ui/words.ts'

export function RecentList({ onClose }: { readonly onClose: () => void }) {
  const { recents } = useLab()
  const [list, setList] = useState(() => recents.list())
  if (list.length === 0) return null
  const forget = (link: string) => {
    recents.remove(link)
    setList(recents.list())
  }
  return (
    <section aria-labelledby="recents-title">
      <h3 id="recents-title">{say('Recent experiments')}</h3>
      <ul className="recent-list">
        {list.map((recent) => (
          <li key={recent.link}>
            <a href={recent.link} onClick={onClose}>
              {nameOf(recent)}
            </a>
            <time dateTime={new Date(recent.at).toISOString()}>{new Date(recent.at).toLocaleString()}</time>
            <button
              type="button"
              className="quiet"
              aria-label={say('Forget {name}', { name: nameOf(recent) })}
              onClick={() => forget(recent.link)}
            >
              ✕
            </button>
          </li>
        ))}
      </ul>
      <p className="note">
        {say('Kept in this browser only.')}{' '}
        <button
          type="button"
          className="quiet"
          onClick={() => {
            recents.clear()
            setList([])
          }}
        >
          {say('Forget all')}
        </button>
      </p>
    </section>
  )
}

/** Without a title the first knobs of the link tell experiments apart. */
function nameOf({ title, link }: Recent): string {
  if (title !== '') return title
  const knobs = link.replace(/^.*?\?v=\d+&?/, '').replaceAll('&', ', ')
  return knobs === '' ? say('Every default') : knobs.length > 70 ? `${knobs.slice(0, 70)}…` : knobs
}
