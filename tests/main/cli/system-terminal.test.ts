import type { EventEmitter } from 'node:events'
import { expect, it, onTestFinished, vi } from 'vitest'
import { systemTerminal } from '../../../main/cli/system-terminal.ts'

/** A terminal of this process, whose signals the test sends and whose exits it counts. */
function terminal() {
  const added: [event: string, listener: (...parts: unknown[]) => void][] = []
  const emitter: EventEmitter = process
  const noteAdded = (event: string, listener: (...parts: unknown[]) => void) => {
    if (event !== 'newListener') added.push([event, listener])
  }
  emitter.on('newListener', noteAdded)
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('exit')
  })
  let nowMs = 0
  const { interrupted, fileMode } = systemTerminal(0o027, () => nowMs)
  emitter.removeListener('newListener', noteAdded)
  onTestFinished(() => {
    exit.mockRestore()
    for (const [event, listener] of added) emitter.removeListener(event, listener)
  })
  const send = (signal: 'SIGINT' | 'SIGTERM') => process.emit(signal)
  return { interrupted, fileMode, exit, send, later: (ms: number) => (nowMs += ms) }
}

it('is interrupted by the first signal, and ends by the second', () => {
  const { interrupted, exit, send, later } = terminal()
  expect(interrupted.aborted).toBe(false)
  send('SIGINT')
  expect(interrupted.aborted).toBe(true)
  later(600)
  expect(() => send('SIGTERM')).toThrow('exit')
  expect(exit).toHaveBeenCalledExactlyOnceWith(130)
})

// The bug: under npx, which hands Ctrl+C on, the first one kills and what was measured is not printed.
it('takes signals in the same moment for one', () => {
  const { exit, send, later } = terminal()
  send('SIGINT')
  later(30)
  send('SIGINT')
  expect(exit).not.toHaveBeenCalled()
})

it('writes files as the user’s mask has them', () => {
  expect(terminal().fileMode).toBe(0o640)
})
