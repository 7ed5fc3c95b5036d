import { expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../../../main/core/fault.ts'
import { childLines } from '../../../../main/probes/power/child-lines.ts'
import { startTool } from '../../../../main/probes/power/start-tool.ts'
import { fakeTool, type ToolAct } from '../../../support/fake-tool.ts'
import { ManualTimer } from '../../../support/manual-timer.ts'

/** Runs a tool that behaves like this and keeps what it told. */
function run(act: Omit<ToolAct, 'when'>, command = fakeTool({ when: 'watch', ...act })) {
  const ended = new AbortController()
  onTestFinished(() => ended.abort())
  const timer = new ManualTimer()
  const lines: string[] = []
  const faults: Fault[] = []
  const children: ReturnType<typeof startTool>[] = []
  childLines({
    tool: 'gauge',
    command,
    parameters: ['watch'],
    signal: ended.signal,
    setTimer: timer.set,
    onLine: (line) => lines.push(line),
    onFailure: (fault) => faults.push(fault),
    start: (program, parameters, options) => {
      const child = startTool([program], parameters, { ...(options.env && { environment: options.env }) })
      children.push(child)
      return child
    },
  })
  return { ended, timer, lines, faults, child: () => children[0] }
}

test('hands on lines that come in pieces, and says with what a tool ended', async () => {
  const { lines, faults, timer } = run({
    print: ['12', '.5\n13.', '0\r\nha'],
    complain: 'lost the card\n',
    exitCode: 9,
  })
  await expect.poll(() => faults.length).toBe(1)
  expect(lines).toEqual(['12.5', '13.0'])
  expect(faults[0]).toMatchObject({ code: 'METER_TOOL_FAILED', params: { tool: 'gauge' } })
  expect(faults[0]?.detail).toBe('exit 9\nlost the card')
  expect(timer.pendingCount).toBe(0)
})

// The bug: megabytes of warnings are kept for a detail that nobody reads.
test('keeps the end of what a tool complained', async () => {
  const { faults } = run({ complain: `${'warning\n'.repeat(1000)}the reason`, times: 5, exitCode: 1 })
  await expect.poll(() => faults.length).toBe(1)
  expect(faults[0]?.detail?.length).toBeLessThan(2100)
  expect(faults[0]?.detail).toMatch(/the reason$/)
})

test('fails once where the program is not there', async () => {
  const { faults } = run({}, ['/nowhere/gauge'])
  await expect.poll(() => faults.length).toBe(1)
  await new Promise(setImmediate)
  expect(faults).toHaveLength(1)
  expect(faults[0]?.detail).toContain('ENOENT')
})

test('ends the tool with the signal, and does not call that a failure', async () => {
  const { ended, lines, faults, child, timer } = run({ print: ['ready\n'], stays: true })
  await expect.poll(() => lines).toEqual(['ready'])
  ended.abort()
  await expect.poll(() => child()?.signalCode).toBe('SIGTERM')
  expect(faults).toEqual([])
  expect(timer.pendingCount).toBe(0)
})

test('kills a tool that does not end when it is asked to', async () => {
  const { ended, lines, child, timer } = run({ print: ['ready\n'], stays: 'stubborn' })
  await expect.poll(() => lines).toEqual(['ready'])
  ended.abort()
  expect(child()?.signalCode).toBe(null)
  timer.advance(2000)
  await expect.poll(() => child()?.signalCode).toBe('SIGKILL')
})

// The bug: a tool that hangs in a broken driver leaves its source live for ever.
test('gives a tool up that says nothing any more', async () => {
  const { lines, faults, child, timer } = run({ print: ['ready\n'], stays: true })
  await expect.poll(() => lines).toEqual(['ready'])
  timer.advance(30_000)
  expect(faults).toMatchObject([{ code: 'METER_TOOL_FAILED', detail: 'no output for 30000 ms' }])
  await expect.poll(() => child()?.signalCode).toBe('SIGTERM')
})

test('starts nothing where the signal has come already', () => {
  const never = () => expect.unreachable()
  const options = { tool: 'gauge', command: fakeTool(), parameters: [], onLine: never, onFailure: never, start: never }
  childLines({ ...options, signal: AbortSignal.abort() })
})
