/**
 * What a paper's page opens with: its arms side by side on the chart that shows the mechanism, run here, with sentences on it. The run
 * begins when the page has had a moment to itself, in a worker of its own; until then a space as high as the picture stands there.
 */
import { type ReactNode, useMemo } from 'react'
import { NotesLane } from '../../charts/notes/NotesLane.tsx'
import type { Paper } from '../../content/papers/paper.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { PlacedNote } from '../../experiment/referee/picture.ts'
import type { StoredResult } from '../../experiment/referee/stored.ts'
import { ChosenTimelines } from '../../panels/timelines/ChosenTimelines.tsx'
import { LabProvider, useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { labAddress } from '../../store/links.ts'
import { knownArms, LETTERS, picturedArms, picturedExperiment, placeOf } from '../../store/paper-experiments.ts'
import { blockingProblems } from '../../store/run.ts'
import { usePictureRun } from '../../store/use-picture-run.ts'
import { useIdle } from '../../ui/use-idle.ts'
import { useMedia } from '../../ui/use-media.ts'
import { say } from '../../ui/words.ts'
import { ROLES } from './role-words.ts'

interface PaperPictureProps {
  readonly paper: Paper
  readonly base: Experiment | null
  /** What was stored, null where nothing was, undefined until that is known. */
  readonly stored: StoredResult | null | undefined
}

export function PaperPicture({ paper, base, stored }: PaperPictureProps) {
  const { judged, picture } = paper
  const isIdle = useIdle()
  const experiment = useMemo(
    () =>
      base === null || stored === undefined || !isIdle
        ? null
        : picturedExperiment(base, judged, picture, knownArms(stored)),
    [base, judged, picture, stored, isIdle],
  )
  const run = usePictureRun(experiment, picture)
  const keys = picturedArms(picture, judged, knownArms(stored ?? null))
  return (
    <figure className="paper-picture" aria-label={say('Picture of the mechanism')}>
      <ul className="picture-arms">
        {keys.map((key, place) => (
          <li key={key}>
            <b style={{ color: `var(--arm-${place})` }}>{LETTERS[place].toUpperCase()}</b> {say(judged.arms[key].title)}{' '}
            <span className="note">{ROLES[judged.arms[key].role]()}</span>
          </li>
        ))}
      </ul>
      <div
        className="picture-space"
        style={{ '--charts': picture.panels.length, '--arms': keys.length } as React.CSSProperties}
      >
        {run ? (
          <LabProvider value={run.lab}>
            <Drawn picture={picture} notes={run.notes} />
          </LabProvider>
        ) : (
          <p className="note">{say('The simulation is starting.')}</p>
        )}
      </div>
    </figure>
  )
}

interface DrawnProps extends Pick<Paper, 'picture'> {
  readonly notes: readonly PlacedNote[]
}

function Drawn({ picture, notes }: DrawnProps) {
  const status = useRun((run) => run.status)
  const hasTracks = useRun((run) => Object.keys(run.tracks).length > 0)
  const isStill = useMedia('(prefers-reduced-motion: reduce)')
  const experiment = useDocument((state) => state.document)
  const laid = notes.map(({ arm, ...note }) => ({
    ...note,
    words: say(note.words),
    arm: { label: arm.toUpperCase(), place: placeOf(arm) },
  }))
  // Who wants nothing to move sees it when it is whole.
  const isDrawn = hasTracks && (!isStill || status === 'done')
  return (
    <>
      {isDrawn && (
        <ChosenTimelines
          ids={picture.panels}
          notes={(view): ReactNode => <NotesLane view={view} notes={laid} label={say('Notes on the picture')} />}
        />
      )}
      {status === 'failed' || status === 'infeasible' ? (
        <Obstacle />
      ) : (
        !isDrawn && <p className="note">{say('Simulating…')}</p>
      )}
      <p className="picture-link">
        <a href={labAddress(experiment)}>{say('Open this picture in the Lab')}</a>
      </p>
    </>
  )
}

/** Why there is no picture, and a way to have it after all. */
function Obstacle() {
  const { runner, document } = useLab()
  const notice = useRun((run) => run.workerNotice)
  const problem = useRun((run) => run.problem ?? (run.completed && blockingProblems(run.completed)[0]) ?? null)
  return (
    <p className="problem" role="alert">
      {problem ? `${problem.message} ${problem.remedy}` : (notice ?? say('The picture could not be computed.'))}{' '}
      <button type="button" onClick={() => runner.start(document.getState().document)}>
        {say('Try again')}
      </button>
    </p>
  )
}
