import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { expect, test } from 'vitest'
import { lowerPriority } from '../../../main/core/lower-priority.ts'

// Catches: probes and pip that hold up the first window on a machine of few cores.
test('a background process gives way, and one that has ended is left alone', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] })
  lowerPriority(child)
  expect(getPriority(child.pid)).toBeGreaterThanOrEqual(constants.priority.PRIORITY_BELOW_NORMAL)
  child.stdin.end()
  await once(child, 'exit')
  expect(() => lowerPriority(child)).not.toThrow()
})
