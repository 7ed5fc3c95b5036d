import { expect, test } from 'vitest'
import { inTime } from '../../../../main/probes/power/in-time.ts'

test('gives the answer, or what it failed with', async () => {
  expect(await inTime('NVML', Promise.resolve(7))).toBe(7)
  await expect(inTime('NVML', Promise.reject(new Error('no')))).rejects.toThrow('no')
})

// The bug: one driver that hangs, and no meter at all is found.
test('does not wait for a library that hangs', async () => {
  await expect(inTime('NVML', new Promise(() => undefined), 1)).rejects.toMatchObject({
    code: 'METER_LIBRARY_FAILED',
    params: { library: 'NVML', code: 'no answer in 1 ms' },
  })
})
