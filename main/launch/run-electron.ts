import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** How Electron ended. `opened` tells whether it got as far as a window or a dialog. */
export type ElectronExit = { code: number | null; opened: boolean }

/** Runs Electron to its end and hands on the signals that ask it to close. Its channel closes with this process, and it with that. */
export async function runElectron(program: string, args: string[]): Promise<ElectronExit> {
  const child = spawn(program, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  let opened = false
  child.once('message', () => {
    opened = true
  })
  // Ctrl+C reaches Electron by itself: the terminal sends it to both.
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  const ended = Promise.race([once(child, 'exit'), once(child, 'error').then(() => [1])])
  const [code] = await ended
  return { code: typeof code === 'number' ? code : null, opened }
}
