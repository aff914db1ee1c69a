/** Opens an address in the browser that the machine has, for whoever serves a page: the command line and `npm start`. */
import { spawn } from 'node:child_process'
import process from 'node:process'

/** Does nothing where there is no screen. Never throws: the address has been printed, and `failed` may say that it is to be visited. */
export function openBrowser(url: string, failed: () => void = () => undefined): void {
  const [command, ...args] = browserCommand(url)
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', failed)
  child.unref()
}

function browserCommand(url: string): readonly string[] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', url]
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['xdg-open', url] : []
}
