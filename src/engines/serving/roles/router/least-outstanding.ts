/** Least outstanding: the instance with the fewest requests that have not ended. */
import * as z from 'zod'
import { defineRouter } from '../../contracts/router.ts'
import { leastOf } from './least.ts'

export const leastOutstanding = defineRouter({
  id: 'least-outstanding',
  role: 'router',
  title: 'Least outstanding',
  help: 'The instance with the fewest requests that have not ended.',
  source: 'NGINX least_conn, Vidur LOR',
  knobs: z.strictObject({}),
  create: () => ({
    route: (_request, cluster) => leastOf(cluster.alive, (instance) => cluster.outstanding(instance)),
  }),
})
