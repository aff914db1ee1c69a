/**
 * WebKit by its own driver: Debian's `webkit2gtk-driver` starts a MiniBrowser on a screen of its own (Xvfb), spoken to over
 * WebDriver. Only what scripts and tests here need: go somewhere, run a function there, take a picture, close.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

export interface WebKit {
  goto(address: string): Promise<unknown>
  evaluate<A, R>(script: (argument: A) => R | Promise<R>, argument: A): Promise<R>
  /** Waits until the function answers something true, looking ten times a second. Throws after two minutes: it hangs. */
  waitFor(script: (argument: null) => unknown): Promise<void>
  close(): Promise<void>
}

/** A WebKit with an empty page; null where it is not installed. */
export async function openWebKit(): Promise<WebKit | null> {
  const driverPath = onPath('WebKitWebDriver')
  const screenPath = onPath('Xvfb')
  const browserPath = findMiniBrowser()
  if (driverPath === null || screenPath === null || browserPath === null) return null

  const screen = spawn(screenPath, ['-displayfd', '1', '-screen', '0', '1440x900x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const display = await firstLine(screen)
  const port = await freePort()
  const driver = spawn(driverPath, [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, DISPLAY: `:${display}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', NO_AT_BRIDGE: '1' },
    stdio: 'ignore',
  })
  const end = () => {
    driver.kill()
    screen.kill()
  }
  try {
    return await startSession(`http://127.0.0.1:${port}`, browserPath, end)
  } catch (error) {
    end()
    throw error
  }
}

async function startSession(driver: string, binary: string, end: () => void): Promise<WebKit> {
  const capabilities = {
    alwaysMatch: {
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
      timeouts: { script: 600_000, pageLoad: 300_000 },
    },
  }
  const { sessionId } = await patiently(() => ask<{ sessionId: string }>(driver, '/session', { capabilities }))
  const here = `/session/${sessionId}`
  const evaluate = async <A, R>(script: (argument: A) => R | Promise<R>, argument: A): Promise<R> => {
    // tsx wraps inner functions of ours in a helper that only its own modules have.
    const code = `const done = arguments[arguments.length - 1]
      globalThis.__name ??= (named) => named
      Promise.resolve((${script})(arguments[0])).then(
        (value) => done({ value }), (error) => done({ error: String(error) }))`
    const answer = await ask<{ value?: R; error?: string }>(driver, `${here}/execute/async`, {
      script: code,
      args: [argument],
    })
    if (answer.error !== undefined) throw new Error(answer.error)
    return answer.value as R
  }
  return {
    goto: (url) => ask(driver, `${here}/url`, { url }),
    evaluate,
    async waitFor(script) {
      for (let waited = 0; waited < 1200; waited++) {
        if (await evaluate(script, null)) return
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error(`WebKit waited two minutes for ${script}`)
    },
    async close() {
      await fetch(driver + here, { method: 'DELETE' }).catch(() => undefined)
      end()
    },
  }
}

/** One WebDriver command. Throws what the driver says. */
async function ask<T>(driver: string, path: string, body: unknown): Promise<T> {
  const response = await fetch(driver + path, { method: 'POST', body: JSON.stringify(body) })
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
  if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`)
  return value
}

/** The driver needs a moment before it listens. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await call()
    } catch (error) {
      if (tries >= 600 || !(error instanceof TypeError)) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

function onPath(command: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file)) ?? null
}

/** MiniBrowser lies beside the library, in a folder named after the processor and the version. */
function findMiniBrowser(): string | null {
  const roots = existsSync('/usr/lib') ? readdirSync('/usr/lib').filter((name) => name.includes('linux-gnu')) : []
  const places = roots.flatMap((root) =>
    ['webkit2gtk-4.1', 'webkit2gtk-4.0', 'webkitgtk-6.0'].map((name) => `/usr/lib/${root}/${name}/MiniBrowser`),
  )
  return places.find((file) => existsSync(file)) ?? null
}

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()))
    child.once('error', reject)
    child.once('exit', () => reject(new Error('Xvfb ended at once')))
  })

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
