/** What can be asked of the run in hand beside its rows: the questions of kernel/inspection.ts, null while there is no run. */
import type { Explanation } from '../kernel/engine.ts'
import type {
  AcceptanceBreakdown,
  AttentionDetail,
  BlameReport,
  BlockMap,
  CacheMap,
  ExpertDomains,
  Landmark,
  LandmarkKind,
  RequestTable,
  RooflinePoints,
  RoundDetail,
  WrittenText,
} from '../kernel/inspection.ts'
import type { SpanWindow, TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, RunId } from '../worker/api.ts'
import type { LabClient } from '../worker/client.ts'

export interface Looking {
  requests(arm: ArmKey): Promise<RequestTable | null>
  /** The phases that requests went through between two times; exact for short ranges. */
  phases(arm: ArmKey, from: Seconds, until: Seconds): Promise<SpanWindow | null>
  /** Rows of tracks over a range; those that the run lacks are left out. */
  windows(arm: ArmKey, tracks: readonly string[], from: Seconds, until: Seconds): Promise<readonly TrackWindow[] | null>
  blocks(arm: ArmKey, at: Seconds, instance: number): Promise<BlockMap | null>
  roofline(arm: ArmKey, range: RooflineRange): Promise<RooflinePoints | null>
  acceptance(arm: ArmKey): Promise<AcceptanceBreakdown | null>
  /** Where time went, of one request or of the mean finished one. */
  blame(arm: ArmKey, request?: number): Promise<BlameReport | null>
  landmark(arm: ArmKey, kind: LandmarkKind, at: Seconds, direction: 1 | -1): Promise<Landmark | null>
  explainRequest(arm: ArmKey, request: number): Promise<Explanation | null>
  explainRange(arm: ArmKey, from: Seconds, until: Seconds): Promise<Explanation | null>
  chromeTrace(arm: ArmKey, about: Readonly<Record<string, string>>): Promise<string | null>
  vidurCsv(arm: ArmKey): Promise<string | null>
  written(arm: ArmKey, request: number): Promise<WrittenText | null>
  round(arm: ArmKey, request: number, round: number, row: number): Promise<RoundDetail | null>
  attention(arm: ArmKey, request: number, place: number): Promise<AttentionDetail | null>
  cacheMap(arm: ArmKey, at: Seconds): Promise<CacheMap | null>
  expertDomains(arm: ArmKey): Promise<ExpertDomains | null>
}

export interface RooflineRange {
  readonly from: Seconds
  readonly until: Seconds
  readonly instance: number
}

/** Columns that a range of phases is asked in: more than a request has phases. */
const PHASE_PIXELS = 2000
/** Columns of a range that is summed up: its ends lie at most a thousandth beside. */
const RANGE_PIXELS = 1000

export function createLooking(client: LabClient, current: () => RunId | null): Looking {
  const ask = async <T>(question: (run: RunId) => Promise<T | null>): Promise<T | null> => {
    const run = current()
    return run === null ? null : question(run)
  }
  return {
    requests: (arm) => ask((run) => client.requests(run, arm)),
    phases: (arm, from, until) =>
      ask(async (run) => {
        const question = { arm, track: 'requests', t0: from, t1: until, pixels: PHASE_PIXELS }
        const [window] = await client.windows(run, [question])
        return window?.kind === 'span' ? window : null
      }),
    windows: (arm, tracks, from, until) =>
      ask(async (run) => {
        const questions = tracks.map((track) => ({ arm, track, t0: from, t1: until, pixels: RANGE_PIXELS }))
        const windows = await client.windows(run, questions)
        return windows.filter((window) => window !== null)
      }),
    blocks: (arm, at, instance) => ask((run) => client.blocks(run, arm, at, instance)),
    roofline: (arm, { from, until, instance }) => ask((run) => client.roofline(run, arm, [from, until], instance)),
    blame: (arm, request) => ask((run) => client.blame(run, arm, request ?? null)),
    acceptance: (arm) => ask((run) => client.acceptance(run, arm)),
    landmark: (arm, kind, at, direction) => ask((run) => client.landmark(run, arm, kind, at, direction)),
    explainRequest: (arm, request) => ask((run) => client.explainRequest(run, arm, request)),
    explainRange: (arm, from, until) => ask((run) => client.explainRange(run, arm, from, until)),
    chromeTrace: (arm, about) => ask((run) => client.chromeTrace(run, arm, about)),
    vidurCsv: (arm) => ask((run) => client.vidurCsv(run, arm)),
    written: (arm, request) => ask((run) => client.written(run, arm, request)),
    round: (arm, request, round, row) => ask((run) => client.round(run, arm, request, round, row)),
    attention: (arm, request, place) => ask((run) => client.attention(run, arm, request, place)),
    cacheMap: (arm, at) => ask((run) => client.cacheMap(run, arm, at)),
    expertDomains: (arm) => ask((run) => client.expertDomains(run, arm)),
  }
}
