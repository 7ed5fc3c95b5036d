import { expect, test } from 'vitest'
import { runTool } from '../../../../main/probes/power/run-tool.ts'
import { fakeTool, type ToolAct } from '../../../support/fake-tool.ts'
import { ManualTimer } from '../../../support/manual-timer.ts'

const never = new AbortController().signal

function ask(act: Omit<ToolAct, 'when'>, options: Partial<Parameters<typeof runTool>[2]> = {}) {
  return runTool(fakeTool({ when: 'list', ...act }), ['list'], { tool: 'gauge', signal: never, ...options })
}

test('gives both outputs and the exit code, whatever it is', async () => {
  const answer = await ask({ print: ['a', 'b\n'], complain: 'hm', exitCode: 9 })
  expect(answer).toEqual({ exitCode: 9, stdout: 'ab\n', stderr: 'hm' })
})

test('fails where the program is not there', async () => {
  const question = runTool(['/nowhere/gauge'], [], { tool: 'gauge', signal: never })
  await expect(question).rejects.toMatchObject({ code: 'METER_TOOL_FAILED', params: { tool: 'gauge' } })
})

test('waits no longer than it may', async () => {
  const timer = new ManualTimer()
  const question = ask({ stays: true }, { setTimer: timer.set, timeoutMs: 100 })
  timer.advance(100)
  await expect(question).rejects.toMatchObject({ code: 'METER_TOOL_FAILED', detail: 'no answer in 100 ms' })
})

test('ends with the signal', async () => {
  const ended = new AbortController()
  const question = ask({ stays: true }, { signal: ended.signal })
  ended.abort(new Error('closing'))
  await expect(question).rejects.toThrow('closing')
})

// The bug: whoever put a program of that name into the PATH fills the memory.
test('believes no answer without an end', async () => {
  await expect(ask({ print: ['x'.repeat(60_000)], times: 30, stays: true })).rejects.toMatchObject({
    code: 'METER_TOOL_FAILED',
  })
})

test('calls it the same where the system refuses at once', async () => {
  const refuse = () => {
    throw new Error('spawn EAGAIN')
  }
  await expect(ask({}, { start: refuse })).rejects.toMatchObject({
    code: 'METER_TOOL_FAILED',
    detail: 'Error: spawn EAGAIN',
  })
})
