import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'

const root = resolve(import.meta.dirname, '../..')

export type WattleProcess = {
  /** The address with its token, as the web shell printed it. */
  url: string
  pid: number
  /** From the start of the command to the printed address. */
  readyMs: number
  /** Asks it to end, as Ctrl+C does, and waits. Returns the exit code. */
  stop(): Promise<number | null>
  /** kill -9 of the whole app: launcher, shell and engine at once. */
  kill(): Promise<void>
}

/** Runs the app as `npm start -- --web --no-open` does, built, in a process group of its own. */
export async function startWattle(home: string, environment: NodeJS.ProcessEnv = {}): Promise<WattleProcess> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['main/launch.ts', '--web', '--no-open', '--port', '0'], {
    cwd: root,
    detached: true,
    env: { ...process.env, WATTLE_HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000)
  })
  const url = await printedAddress(child, () => errors)
  const exited = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new Error('The app was not started.')
  return {
    url,
    pid,
    readyMs: performance.now() - startedAt,
    stop: async () => {
      child.kill('SIGTERM')
      const [code] = await exited
      return typeof code === 'number' ? code : null
    },
    kill: async () => {
      process.kill(-pid, 'SIGKILL')
      await exited
    },
  }
}

async function printedAddress(child: ChildProcess, errors: () => string): Promise<string> {
  if (child.stdout === null) throw new Error('The app has no standard output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^Wattle is open at (\S+)$/.exec(line)?.[1]
    if (address !== undefined) {
      // The rest is read and dropped, so that the app never waits for a full pipe.
      child.stdout.resume()
      return address
    }
  }
  throw new Error(`The app ended before it was open.\n${errors()}`)
}
