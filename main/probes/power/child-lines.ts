import type { ChildProcess } from 'node:child_process'
import { Fault } from '../../core/fault.ts'
import { type SetTimer, setSystemTimer } from '../../core/set-timer.ts'
import { LineSplitter } from './line-splitter.ts'
import { endTool, type StartToolOptions, startTool } from './start-tool.ts'
import type { ToolCommand } from './tool-command.ts'

export type ChildLinesOptions = StartToolOptions & {
  /** The tool's name, for the words of the fault. */
  tool: string
  command: ToolCommand
  parameters: readonly string[]
  signal: AbortSignal
  onLine: (line: string) => void
  /** It ended though nobody asked it to, or said nothing for too long: METER_TOOL_FAILED (params.tool). Called once, never after the signal. */
  onFailure: (fault: Fault) => void
  /** A tool that prints nothing for so long hangs. */
  patienceMs?: number
  setTimer?: SetTimer
}

const stderrTailChars = 2000

/** Runs a tool for as long as the signal lasts and hands on each line that it prints. Returns at once and never throws. */
export function childLines(options: ChildLinesOptions): void {
  const { tool, command, parameters, signal, onLine, onFailure } = options
  const { patienceMs = 30_000, setTimer = setSystemTimer } = options
  if (signal.aborted) return
  let child: ChildProcess | null = null
  let isOver = false
  let stderrTail = ''
  let cancelPatience = () => {}

  const failed = (reason: string, cause?: unknown) => {
    const detail = [reason, stderrTail.trim()].filter((part) => part !== '').join('\n')
    return new Fault('METER_TOOL_FAILED', { params: { tool }, detail, cause })
  }
  const finish = (fault: Fault | null) => {
    if (isOver) return
    isOver = true
    cancelPatience()
    signal.removeEventListener('abort', onAbort)
    if (child !== null) endTool(child, setTimer)
    if (fault !== null) onFailure(fault)
  }
  const onAbort = () => finish(null)
  const beginWaiting = () => {
    cancelPatience()
    if (!isOver) cancelPatience = setTimer(() => finish(failed(`no output for ${patienceMs} ms`)), patienceMs)
  }

  signal.addEventListener('abort', onAbort, { once: true })
  try {
    child = startTool(command, parameters, options)
  } catch (error) {
    finish(failed(String(error), error))
    return
  }
  beginWaiting()
  const splitter = new LineSplitter()
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    beginWaiting()
    for (const line of splitter.push(piece)) if (!isOver) onLine(line)
  })
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    stderrTail = (stderrTail + piece).slice(-stderrTailChars)
  })
  child.on('error', (error) => finish(failed(error.message, error)))
  child.on('close', (code, killedBy) => finish(failed(`exit ${code ?? killedBy}`)))
}
