/** Figures as the page knows them: words of the description beside values of a run. */
import type { MetricValue, MetricWords } from '../kernel/metric.ts'

/** A tail of few observations is the largest of them under another name. */
export const isTooRare = ({ fewest }: MetricWords, { n }: MetricValue): boolean =>
  fewest !== undefined && n !== undefined && n < fewest
