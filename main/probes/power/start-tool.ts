import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { lowerPriority } from '../../core/lower-priority.ts'
import { type SetTimer, setSystemTimer } from '../../core/set-timer.ts'
import type { ToolCommand } from './tool-command.ts'

/** Starts a process; `spawn` of Node, unless a test plays it. */
export type StartProcess = (program: string, parameters: readonly string[], options: SpawnOptions) => ChildProcess

export type StartToolOptions = {
  /** Added to this process's own. */
  environment?: NodeJS.ProcessEnv
  start?: StartProcess
}

/** Between the polite request to end and the one that cannot be refused. */
const graceMs = 2000

/** Starts a measuring tool with both its outputs open, behind whatever a person waits for. Throws what `spawn` throws. */
export function startTool(
  [program, ...first]: ToolCommand,
  parameters: readonly string[],
  { environment, start = spawn }: StartToolOptions,
): ChildProcess {
  // Numbers with a point, whatever the user's language writes.
  const env = { ...process.env, LC_ALL: 'C', ...environment }
  const child = start(program, [...first, ...parameters], { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, env })
  lowerPriority(child)
  return child
}

/** Asks a process to end, and ends it where it does not. */
export function endTool(child: ChildProcess, setTimer: SetTimer = setSystemTimer): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const cancel = setTimer(() => child.kill('SIGKILL'), graceMs)
  child.once('exit', cancel)
  child.kill()
}
