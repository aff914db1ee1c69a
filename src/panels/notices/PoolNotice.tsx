/** A worker that measures points is silent. */
import { say } from '../../ui/words.ts'

export function PoolNotice({ seconds }: { readonly seconds: number }) {
  return (
    <div className="notice-bar">
      <p>
        {say(
          'A worker that measures points has not answered for {seconds} s. It may be short of memory or of processor time; after 8 s another takes its point. Cancel ends the measurement.',
          { seconds },
        )}
      </p>
    </div>
  )
}
