import type { ChildProcess } from 'node:child_process'
import { Fault } from '../../core/fault.ts'
import { type SetTimer, setSystemTimer } from '../../core/set-timer.ts'
import { endTool, type StartToolOptions, startTool } from './start-tool.ts'
import type { ToolCommand } from './tool-command.ts'

export type RunToolOptions = StartToolOptions & {
  /** The tool's name, for the words of the fault. */
  tool: string
  signal: AbortSignal
  timeoutMs?: number
  setTimer?: SetTimer
}

/** What a tool said: its exit code and both outputs. */
export type ToolAnswer = { exitCode: number; stdout: string; stderr: string }

/** No question to a tool has a longer answer. */
const mostChars = 1024 * 1024
/** A driver that wakes a sleeping card takes seconds. */
const defaultTimeoutMs = 8000

/**
 * Asks a tool one question. Resolves with whatever exit code. Faults: METER_TOOL_FAILED (params.tool) where it cannot be started, says
 * nothing in time, is killed or answers without an end; the signal's reason.
 */
export async function runTool(
  command: ToolCommand,
  parameters: readonly string[],
  options: RunToolOptions,
): Promise<ToolAnswer> {
  const { tool, signal, timeoutMs = defaultTimeoutMs, setTimer = setSystemTimer } = options
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<ToolAnswer>()
  const fail = (detail: string, cause?: unknown) =>
    reject(new Fault('METER_TOOL_FAILED', { params: { tool }, detail, cause }))
  const onAbort = () => reject(signal.reason)
  const child = startOrFault(command, parameters, options)
  const cancel = setTimer(() => fail(`no answer in ${timeoutMs} ms`), timeoutMs)
  signal.addEventListener('abort', onAbort, { once: true })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece
    if (stdout.length <= mostChars) return
    stdout = ''
    fail(`more than ${mostChars} characters`)
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    stderr = (stderr + piece).slice(-2000)
  })
  child.on('error', (error) => fail(error.message, error))
  child.on('close', (code, killedBy) => {
    if (code === null) fail(`killed by ${killedBy}\n${stderr.trim()}`)
    else resolve({ exitCode: code, stdout, stderr })
  })
  try {
    return await promise
  } finally {
    cancel()
    signal.removeEventListener('abort', onAbort)
    endTool(child)
  }
}

/** Some refusals of the system come at once, others as an event. */
function startOrFault(command: ToolCommand, parameters: readonly string[], options: RunToolOptions): ChildProcess {
  try {
    return startTool(command, parameters, options)
  } catch (error) {
    throw new Fault('METER_TOOL_FAILED', { params: { tool: options.tool }, detail: String(error), cause: error })
  }
}
