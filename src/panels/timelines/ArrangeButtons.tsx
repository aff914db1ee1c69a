/** How a timeline stands on the page: kept in sight, up or down, taller, or out of the way. In the menu of its chart. */
import { useLab, useView } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { moved } from './arrangement.ts'
import { timelines } from './registry.ts'

const heights = [1, 2, 4] as const

export function ArrangeButtons({ id }: { readonly id: string }) {
  const { view } = useLab()
  const pinned = useView((state) => state.pinned)
  const hidden = useView((state) => state.hidden)
  const order = useView((state) => state.order)
  const height = useView((state) => state.heights[id] ?? 1)
  const isPinned = pinned.includes(id)
  const shown = timelines
    .map((timeline) => timeline.id)
    .filter((one) => !hidden.includes(one) && pinned.includes(one) === isPinned)
  const move = (by: 1 | -1) => {
    const next = moved(timelines, order, shown, id, by)
    if (next) view.getState().arrange(next)
  }
  return (
    <>
      <button type="button" aria-pressed={isPinned} onClick={() => view.getState().pin(id)}>
        {isPinned ? say('Let it scroll') : say('Pin to the top')}
      </button>
      <button type="button" onClick={() => move(-1)}>
        {say('Move up')}
      </button>
      <button type="button" onClick={() => move(1)}>
        {say('Move down')}
      </button>
      <button
        type="button"
        onClick={() => view.getState().resize(id, heights[(heights.indexOf(height as 1) + 1) % heights.length])}
      >
        {height === 4 ? say('Height: 1×') : say('Height: {n}×', { n: height * 2 })}
      </button>
      <button type="button" onClick={() => view.getState().hide(id)}>
        {say('Hide')}
      </button>
    </>
  )
}
