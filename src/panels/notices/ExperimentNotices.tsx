/** What is said of the experiment in hand: a broken link, missing data, a worker that died, a run that failed. */
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function ExperimentNotices() {
  const { document, runner } = useLab()
  const linkProblems = useDocument((state) => state.problems)
  const runProblem = useRun((run) => run.problem)
  const workerNotice = useRun((run) => run.workerNotice)
  const computing = useRun((run) => run.computing)
  const starting = useRun((run) => run.starting)
  const quiet = useRun((run) => run.quiet)
  const missing = useRun((run) => run.completed?.missingData)
  const data = useDocument((state) => state.document.data)
  const madeDigest = useDocument((state) => state.madeDigest)
  const digest = useRun((run) => (run.status === 'done' ? Object.values(run.summaries)[0]?.digest : undefined))
  const isOtherThanMade = madeDigest !== null && digest !== undefined && !digest.startsWith(madeDigest)
  return (
    <>
      {linkProblems.length > 0 && (
        <div className="notice-bar">
          <div>
            <p>
              <b>{say('Part of the link could not be used.')}</b>{' '}
              {say('The rest of the experiment is as it was shared.')}
            </p>
            <ul>
              {linkProblems.slice(0, 8).map((problem) => (
                <li key={problem.code + problem.message}>
                  {problem.message} {problem.remedy}
                </li>
              ))}
              {linkProblems.length > 8 && <li>{say('and {n} more.', { n: linkProblems.length - 8 })}</li>}
            </ul>
          </div>
          <button
            type="button"
            className="quiet"
            aria-label={say('Close this note')}
            onClick={() => document.getState().dismissProblems()}
          >
            ✕
          </button>
        </div>
      )}
      {isOtherThanMade && (
        <div className="notice-bar">
          <p>
            <b>{say('The results differ from those the link was made with.')}</b>{' '}
            {say('The engine has changed since: the same set-up gives other figures now.')}
          </p>
        </div>
      )}
      {missing?.map((key) => (
        <div className="notice-bar" key={key}>
          <p>
            <b>
              {say('This experiment uses {trace}, which is not on this machine.', {
                trace: data?.[key]?.title ?? key,
              })}
            </b>{' '}
            {say('Drop the file anywhere on the page: it is recognised by its content and stays in your browser.')}
          </p>
        </div>
      ))}
      {computing !== null && (
        <div className="notice-bar">
          <p>
            {say('The tiny models write the texts that this run follows: {share}. Stop calls it off.', {
              share: formatPercent(computing, 0),
            })}{' '}
            <progress aria-label={say('Texts written')} max={1} value={computing} />
          </p>
        </div>
      )}
      {starting !== null && (
        <div className="notice-bar">
          <p>
            {say('The instances are built: {share}. Stop calls it off.', { share: formatPercent(starting, 0) })}{' '}
            <progress aria-label={say('Instances built')} max={1} value={starting} />
          </p>
        </div>
      )}
      {quiet && (
        <div className="notice-bar">
          <p>
            {say(
              'The worker has not answered for {seconds} s while it was {doing}. It may be short of memory or of processor time; after {patience} s it is started anew by itself. The experiment is kept.',
              { seconds: quiet.seconds, doing: quiet.doing, patience: quiet.patience },
            )}
          </p>
          <button type="button" onClick={() => runner.restart()}>
            {say('Start it anew now')}
          </button>
        </div>
      )}
      {workerNotice && (
        <div className="notice-bar">
          <p>{workerNotice}</p>
        </div>
      )}
      {runProblem && (
        <div className="notice-bar wrong">
          <p>
            {runProblem.message} {runProblem.remedy}
            {runProblem.path === 'engine.id' &&
              ` ${say('Choose one above the set-up: everything that the link says is kept.')}`}
          </p>
        </div>
      )}
    </>
  )
}
