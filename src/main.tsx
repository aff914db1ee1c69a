/** Mounts the app, nothing else. */
import { mount } from './app/mount.tsx'

mount()
