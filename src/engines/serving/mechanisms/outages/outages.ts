/** Instances that die and come back, and what it means when nobody is left. */
import { keep, type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { kill, recordDown, restoreInstance } from './death.ts'
import { noteService } from './outage.ts'
import { downTrack, type Outages, outageState } from './state.ts'

export const outages: Mechanism = {
  id: 'outages',
  install(cluster, { events, hardware }) {
    const { classes, memory, instances } = cluster
    const { hooks } = cluster.mechanisms
    const own: Outages = {
      cluster,
      events,
      dutiesChange: hardware.fleet !== undefined,
      lost: memory.object({
        since: classes.map(() => Number.POSITIVE_INFINITY),
        event: classes.map((): string | null => null),
      }),
    }
    return {
      state: keep(outageState, own),
      ...(events.some(({ kind }) => kind === 'kill') && {
        tracks: ownTracks(downTrack, (recorder) =>
          recorder.span({ id: 'instances', title: 'Instances', unit: 'instances', series: ['down'] }),
        ),
      }),
      documents: {
        kill(event, now) {
          kill(cluster, event.instance, now)
          for (const hook of hooks.serving) hook(event.key, now)
        },
        restore(event, now) {
          restoreInstance(cluster, event.instance, now)
          for (const hook of hooks.serving) hook(event.key, now)
        },
      },
      hooks: {
        serving: (event, now) => noteService(own, event, now),
        marking(instance, now) {
          for (const each of instance === null ? instances : [instance]) recordDown(cluster, each, now)
        },
      },
    }
  },
}
