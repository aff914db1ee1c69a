/** The page on the stand-in worker, for looking at it while no engine runs: `npx vite`, then /test/pages/dev/. */
import { mount } from '../../../src/app/mount.tsx'
import { standInWorker } from '../stand-in.ts'

mount(standInWorker)
