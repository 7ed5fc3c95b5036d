import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { finished } from 'node:stream/promises'
import { onTestFinished } from 'vitest'
import { offline } from './offline.ts'

const entry = resolve(import.meta.dirname, '../../main/web/index.ts')

/** A web shell in a process of its own. */
export type WebShellProcess = {
  process: ChildProcess
  /** The printed address; rejects with what it said on standard error where it ended before. */
  url(): Promise<string>
  output: { out: string; error: string }
  /** Waits for its end. Returns the exit code, or the signal that ended it. */
  ended(): Promise<number | string>
}

/** Runs the web shell from its sources, without a window; killed when the test has ended. */
export function runWebShell(home: string, args: string[] = ['--port', '0']): WebShellProcess {
  const child = fork(entry, ['--no-open', ...args], {
    env: { ...process.env, ...offline, WATTLE_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const output = { out: '', error: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.error += text
  })
  const exited = once(child, 'exit')
  return {
    process: child,
    output,
    url: async () => {
      for (;;) {
        const address = /^Wattle is open at (\S+)\n/.exec(output.out)?.[1]
        if (address !== undefined) return address
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(output.error)
        if (child.stdout) await Promise.race([once(child.stdout, 'data'), exited])
      }
    },
    ended: async () => {
      const [code, signal] = await exited
      // What it said last may still be on its way.
      if (child.stderr) await finished(child.stderr)
      return typeof code === 'number' ? code : String(signal)
    },
  }
}
