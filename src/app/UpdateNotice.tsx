/** A newer version lies ready: said in one line, taken when the reader wants it, never by itself. */
import { useEffect, useState } from 'react'
import { say } from '../ui/words.ts'
import { keepOffline, type Update } from './offline.ts'
import { whenQuiet } from './quiet.ts'

/** Since the page last fetched something: all the rest of it would come between a reader and the view or the engine just chosen. */
const PAUSE = 4000 // ms

export function UpdateNotice() {
  const [update, setUpdate] = useState<Update | null>(null)
  useEffect(() => whenQuiet(PAUSE, () => void keepOffline(setUpdate)), [])
  if (!update) return null
  return (
    <div className="notice-bar" role="status">
      <p>
        {say('A newer Tokenscope is ready. Your experiment stays: it is in the address.')}{' '}
        <button type="button" onClick={update.take}>
          {say('Update now')}
        </button>{' '}
        <button type="button" className="quiet" onClick={() => setUpdate(null)}>
          {say('Later')}
        </button>
      </p>
    </div>
  )
}
