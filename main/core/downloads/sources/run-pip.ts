import { execFile } from 'node:child_process'
import { lowerPriority } from '../../lower-priority.ts'

/** A command that starts Python, such as `['py', '-3']`. */
export type PythonCommand = readonly [string, ...string[]]

/** The names Python goes by, the likeliest first. */
export function pythonCommands(platform: NodeJS.Platform): PythonCommand[] {
  return platform === 'win32' ? [['py', '-3'], ['python'], ['python3']] : [['python3'], ['python']]
}

export type PipResult =
  | { outcome: 'done' }
  | { outcome: 'python-missing' | 'pip-missing' | 'package-missing' | 'network' | 'stalled'; output: string }

type PipOptions = { signal: AbortSignal; timeoutMs: number; onStarted: () => void }

/** Runs `python -m pip` without a shell, with the user's own settings for it. Rejects only with the signal's reason. */
export function runPip(python: PythonCommand, parameters: readonly string[], options: PipOptions): Promise<PipResult> {
  const { promise, resolve, reject } = Promise.withResolvers<PipResult>()
  const [command, ...pythonParameters] = python
  const child = execFile(
    command,
    [...pythonParameters, '-m', 'pip', ...parameters],
    { signal: options.signal, timeout: options.timeoutMs, windowsHide: true, maxBuffer: 4 * 1024 * 1024 },
    (error, stdout, stderr) => {
      if (options.signal.aborted) reject(options.signal.reason)
      else if (error === null) resolve({ outcome: 'done' })
      else {
        const output = lastLines(stderr) || lastLines(stdout) || error.message
        resolve({ outcome: error.killed ? 'stalled' : outcomeOf(error.code, output), output })
      }
    },
  )
  lowerPriority(child)
  child.once('spawn', options.onStarted)
  return promise
}

function outcomeOf(code: unknown, output: string): Exclude<PipResult['outcome'], 'done' | 'stalled'> {
  // Windows puts a stand-in for Python on the PATH that opens the store and ends with 9009.
  if (code === 'ENOENT' || code === 'EACCES' || code === 9009) return 'python-missing'
  if (/No module named pip\b/.test(output)) return 'pip-missing'
  const isUnreachable = /connection|timed out|timeout|temporary failure|name resolution|getaddrinfo|proxy|ssl/i.test(
    output,
  )
  if (/No matching distribution|Could not find a version/.test(output) && !isUnreachable) return 'package-missing'
  return 'network'
}

function lastLines(text: string): string {
  return text.trim().split(/\r?\n/).slice(-6).join('\n')
}
