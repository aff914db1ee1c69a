/** What can be found in the lab as it is now: a request by its number, timelines, knobs, figures. */
import type { Field, FieldGroup } from '../../kernel/description.ts'
import { type Lab, manifestIn } from '../../store/lab-context.tsx'
import { TIMELINES } from '../../store/view.ts'
import { timelinesOf } from '../timelines/registry.ts'
import type { Command } from './command.ts'

export function finds(lab: Lab, query: string): readonly Command[] {
  const hasRequests = manifestIn(lab)?.answers?.includes('requests')
  return [...(hasRequests ? requestOf(query) : []), ...timelineFinds(lab), ...figureFinds(lab), ...knobFinds(lab)]
}

/** `42`, `#42` and `request 42` mean request 42. */
function requestOf(query: string): readonly Command[] {
  const number = /^(?:request\s+|#)?(\d{1,7})$/i.exec(query.trim())?.[1]
  if (number === undefined) return []
  const row = Number(number)
  return [
    {
      id: `request-${row}`,
      title: `Request ${row}`,
      group: 'Request',
      also: `#${row} ${query}`,
      run: ({ view }) => view.getState().selectRequest(row),
    },
  ]
}

const timelineFinds = ({ document, run }: Lab): readonly Command[] =>
  timelinesOf(document.getState().document.engine.id, Object.values(run.getState().tracks).flat()).map(
    ({ id, title }) => ({
      id: `timeline-${id}`,
      title,
      group: 'Timeline',
      run: ({ view }) => {
        const { hidden, hide, openStage } = view.getState()
        if (hidden.includes(id)) hide(id)
        openStage(TIMELINES)
        onceThere(() => window.document.querySelector<HTMLElement>(`[data-timeline="${id}"] [data-plot]`))
      },
    }),
  )

const figureFinds = ({ run }: Lab): readonly Command[] => {
  const { metrics, summaries } = run.getState()
  const [first] = Object.values(summaries)
  return metrics
    .filter(({ id }) => first?.metrics[id])
    .map(({ id, label, help }) => ({
      id: `metric-${id}`,
      title: label,
      group: 'Figure',
      also: help,
      run: () => onceThere(() => document.querySelector<HTMLElement>(`[data-metric="${id}"]`)),
    }))
}

function knobFinds({ run }: Lab): readonly Command[] {
  const groups = run.getState().description?.groups ?? []
  return groups.flatMap(({ id, title, fields }: FieldGroup) =>
    fields.map((field: Field) => ({
      id: `knob-${field.path}`,
      title: field.label,
      group: title,
      also: `knob ${field.path}`,
      run: ({ view }) => {
        view.getState().openSetup(true) // a drawer on narrow pages, nothing on wide ones
        onceThere(() => {
          const group = document.querySelector<HTMLDetailsElement>(`details[data-group="${id}"]`)
          if (group) group.open = true
          const shell = document.querySelector<HTMLElement>(`[data-path="${field.path}"]`)
          const advanced = shell?.closest<HTMLDetailsElement>('details.advanced')
          if (advanced) advanced.open = true
          return shell?.querySelector<HTMLElement>('input, select, textarea') ?? null
        })
      },
    })),
  )
}

/** Gives the focus to an element as soon as it stands on the page: a view that opens needs a frame or two. */
function onceThere(find: () => HTMLElement | null, tries = 20): void {
  const element = find()
  if (element) {
    element.scrollIntoView({ block: 'center' })
    element.focus()
  } else if (tries > 0) setTimeout(() => onceThere(find, tries - 1), 50)
}
