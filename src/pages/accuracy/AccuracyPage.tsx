/** How far the times can be trusted: errors of the shipped fits on rows that were kept apart, and any measurements that are dropped. */
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import { Calibrate } from './Calibrate.tsx'
import { FitsTable } from './FitsTable.tsx'
import { MeasuredFile } from './MeasuredFile.tsx'
import { ShippedRuns } from './ShippedRuns.tsx'
import './accuracy.css'

export function AccuracyPage() {
  return (
    <main className="reading accuracy-page">
      <PageHeading title={[say('Accuracy')]} place="accuracy" />
      <p>
        {say(
          'A simulated time is a sum of kernels, and each kernel a form with a few parameters fitted on times that others measured on real accelerators. Every second row was kept apart from the fit: its error is the one to believe.',
        )}
      </p>
      <FitsTable />
      <ShippedRuns />
      <section aria-labelledby="accuracy-weak">
        <h2 id="accuracy-weak">{say('Where the model is weak')}</h2>
        <ul>
          <li>
            {say(
              'An accelerator without measurements of its own borrows the nearest one’s parameters and scales by the data sheet: that extrapolates.',
            )}
          </li>
          <li>
            {say(
              'Attention of very short contexts in very large batches, and of batches that a kernel cannot split, scatters widely: see its 90 % column.',
            )}
          </li>
          <li>
            {say(
              'Collectives across nodes with several accelerators each are the worst row of the table; inside a node they hold, unless each is launched by hand.',
            )}
          </li>
          <li>
            {say(
              'A server that is overloaded for long, or whose cache thrashes, magnifies every error: queues grow with the difference.',
            )}
          </li>
          <li>
            {say(
              'First tokens of published points are off by more than a third: what a client waits before and after the engine is not in them alone. Offline throughput comes out too low by a fifth.',
            )}
          </li>
          <li>
            {say(
              'The default form of the cost model, whole steps, is coarser than these kernels: choose kernels in the group Cost model.',
            )}
          </li>
        </ul>
      </section>
      <MeasuredFile />
      <Calibrate />
    </main>
  )
}
