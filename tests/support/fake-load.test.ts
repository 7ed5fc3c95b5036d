import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { monotonicNowMs } from '../../main/core/monotonic-clock.ts'
import { loadOf, loadOfProcess } from './fake-load.ts'

function burn(ms: number): void {
  const untilMs = monotonicNowMs() + ms
  while (monotonicNowMs() < untilMs) Math.sqrt(untilMs)
}

test('integrates a function of time', () => {
  const load = loadOf((atMs) => atMs / 100)
  expect(load.integralJ(0, 1000)).toBeCloseTo(5, 6)
  expect(load.integralJ(250.5, 750.25)).toBeCloseTo((7.5025 ** 2 - 2.505 ** 2) / 20, 3)
})

test.runIf(process.platform === 'linux')('follows the CPU time of a process', () => {
  const load = loadOfProcess({ pid: process.pid, idleW: 0, wattsPerCore: 100 })
  onTestFinished(() => load.close())
  const fromMs = monotonicNowMs()
  const before = process.cpuUsage()
  burn(500)
  const { user, system } = process.cpuUsage(before)
  const joules = load.integralJ(fromMs, monotonicNowMs())
  // Both count the same time; one of them in steps of 10 ms.
  expect(Math.abs(joules - (100 * (user + system)) / 1e6)).toBeLessThan(5)
})

test.runIf(process.platform === 'linux')(
  'is a program that prints its address and tells its own integral',
  async () => {
    const program = spawn(process.execPath, [
      'tests/support/fake-plug.ts',
      '--pid',
      String(process.pid),
      '--idle',
      '20',
    ])
    onTestFinished(() => void program.kill())
    const [address] = await once(createInterface(program.stdout), 'line')
    const ask = async (path: string) => await (await fetch(`http://${address}${path}`)).json()
    const { nowMs } = z.object({ nowMs: z.number() }).parse(await ask('/now'))
    expect(z.object({ apower: z.number() }).parse(await ask('/rpc/Switch.GetStatus?id=0')).apower).toBeGreaterThan(0)
    const { joules } = z
      .object({ joules: z.number() })
      .parse(await ask(`/integral?from=${nowMs}&to=${monotonicNowMs()}`))
    expect(joules).toBeGreaterThan(0)
  },
)
