/** The views of the stage as tabs, and the open one below them; arrow keys move between them. */
import { type KeyboardEvent, Suspense } from 'react'
import { viewsOf } from '../../panels/stage-views.ts'
import { useLab, useManifest, useView } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

export function StageTabs() {
  const { view } = useLab()
  const wanted = useView((state) => state.stage)
  const stageViews = viewsOf(useManifest())
  const open = stageViews.find(({ id }) => id === wanted) ?? stageViews[0]
  const Open = open.component
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = stageViews[(stageViews.indexOf(open) + step + stageViews.length) % stageViews.length]
    view.getState().openStage(next.id)
    event.currentTarget.querySelector<HTMLElement>(`[data-view="${next.id}"]`)?.focus()
  }
  return (
    <>
      <div className="stage-tabs" role="tablist" aria-label={say('Views of the run')} onKeyDown={move}>
        {stageViews.map(({ id, title, purpose }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            data-view={id}
            aria-selected={id === open.id}
            aria-controls="stage-view"
            tabIndex={id === open.id ? 0 : -1}
            title={say(purpose)}
            onClick={() => view.getState().openStage(id)}
          >
            {say(title)}
          </button>
        ))}
      </div>
      <div id="stage-view" role="tabpanel" aria-labelledby={`tab-${open.id}`}>
        <Suspense fallback={<p className="note">{say('Loading…')}</p>}>
          <Open />
        </Suspense>
      </div>
    </>
  )
}
