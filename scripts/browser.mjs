/**
 * Sees to a browser for the end-to-end tests: finds the one that is there, else installs one, else says how to get one.
 *
 * Order for Chromium: CHROME_PATH, the commands on PATH, the usual places of each system, an earlier download of
 * playwright; then `apt-get install chromium` (root on Debian or Ubuntu), then `playwright-core install chromium`.
 * Firefox is used where it is there (FIREFOX_PATH first) and never installed.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const chromiumCommands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome']
const firefoxCommands = ['firefox-esr', 'firefox']

const chromiumPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  ...windowsPlaces('Google\\Chrome\\Application\\chrome.exe'),
]
const firefoxPlaces = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  ...windowsPlaces('Mozilla Firefox\\firefox.exe'),
]

/** Path of an installed Chromium or Chrome, or null. */
export function findChromium() {
  return findBrowser(process.env.CHROME_PATH, chromiumCommands, [...chromiumPlaces, ...playwrightPlaces()])
}

/** Path of an installed Firefox, or null. */
export function findFirefox() {
  return findBrowser(process.env.FIREFOX_PATH, firefoxCommands, firefoxPlaces)
}

/** Path of a Chromium, installed if need be; null after saying what to do when there is none to be had. */
export async function ensureChromium() {
  const found = findChromium()
  if (found !== null) return found

  const isRoot = process.getuid?.() === 0
  if (isRoot && findOnPath('apt-get') !== null) {
    console.log('No Chromium found: installing it with apt-get.')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    // The lists of a fresh container are empty, and an install without them fails.
    attempt('apt-get', ['update'], env)
    attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], env)
    const installed = findChromium()
    if (installed !== null) return installed
  }

  console.log('No Chromium found: downloading one with playwright-core.')
  const require = createRequire(import.meta.url)
  const cli = join(dirname(require.resolve('playwright-core/package.json')), 'cli.js')
  attempt(process.execPath, [cli, 'install', 'chromium'], process.env)
  const downloaded = findChromium()
  if (downloaded !== null) return downloaded

  console.error('No Chromium or Chrome was found and none could be installed.')
  console.error(
    'Install one (Debian: apt-get install chromium) or set CHROME_PATH to its program, then run npm test again.',
  )
  return null
}

function findBrowser(fromEnvironment, commands, places) {
  if (fromEnvironment) {
    if (isProgram(fromEnvironment)) return fromEnvironment
    console.error(`${fromEnvironment} (from the environment) is no program; looking elsewhere.`)
  }
  for (const command of commands) {
    const path = findOnPath(command)
    if (path !== null) return path
  }
  return places.find(isProgram) ?? null
}

function findOnPath(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    const path = join(folder, command)
    if (isProgram(path)) return path
  }
  return null
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function windowsPlaces(tail) {
  const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  return folders.filter(Boolean).map((folder) => join(folder, tail))
}

/** Where playwright-core puts its own download, if it has one. */
function playwrightPlaces() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core')
    const path = chromium.executablePath()
    return existsSync(path) ? [path] : []
  } catch {
    return [] // not installed yet, or no build for this system: the other ways remain
  }
}

function attempt(command, args, env) {
  const { status, error } = spawnSync(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  if (error) console.error(String(error))
  return status === 0
}

// `node scripts/browser.mjs` prints the path, for people and other scripts.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = await ensureChromium()
  if (path === null) process.exitCode = 1
  else console.log(path)
}
