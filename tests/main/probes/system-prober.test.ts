import { expect, it } from 'vitest'
import type { probeBackend } from '../../../main/engine/host/probe-backend.ts'
import { backendOfReport } from '../../../main/probes/backend-of-report.ts'
import { readSystemFacts } from '../../../main/probes/system-facts.ts'
import { SystemProber } from '../../../main/probes/system-prober.ts'
import { probeFixture, probeFixtureNames } from '../../support/probe-fixtures.ts'

const signal = new AbortController().signal
const facts = {
  platform: 'linux',
  osName: 'Test OS 1',
  cpu: { model: 'Test CPU', physicalCores: 4, logicalCores: 8 },
  ramTotalBytes: 32e9,
  ramAvailableBytes: 20e9,
}

it.each(probeFixtureNames)('puts together what the processes report: %s', async (name) => {
  const { platform, reports } = probeFixture(name)
  const asked: string[] = []
  const probe: typeof probeBackend = async (backend) => {
    asked.push(backend)
    return reports.find((report) => report.backend === backend) ?? expect.unreachable(`${backend} was asked for`)
  }
  const prober = new SystemProber({ probeChildPath: '', platform, probe, readFacts: async () => facts, now: () => 7 })
  const hardware = await prober.probe(signal)
  expect(asked.toSorted()).toEqual(reports.map((report) => report.backend).toSorted())
  expect(hardware).toMatchObject({ ...facts, probedAtMs: 7, cpu: facts.cpu })
  for (const backend of hardware.backends) expect(backend.problem === null).toBe(backend.status === 'available')
})

it('never runs two GPU probes at once', async () => {
  let running = 0
  const probe: typeof probeBackend = async (backend) => {
    if (backend !== 'cpu') running += 1
    expect(running).toBeLessThanOrEqual(1)
    await new Promise(setImmediate)
    if (backend !== 'cpu') running -= 1
    return { status: 'absent', backend, reason: 'none' }
  }
  await new SystemProber({ probeChildPath: '', platform: 'linux', probe, readFacts: async () => facts }).probe(signal)
})

// Summed over the devices, the memory must be what llama.cpp told: the estimate of what fits depends on it.
it('shares the memory among equal devices, and leaves it open among different ones', () => {
  const [cuda] = probeFixture('linux-cuda-two-gpus').reports.filter((report) => report.backend === 'cuda')
  expect.assert(cuda?.status === 'available')
  const { devices } = backendOfReport(cuda)
  expect(devices.map((device) => device.vramTotalBytes)).toEqual([25417875456, 25417875456])
  const mixed = { ...cuda, deviceNames: ['NVIDIA GeForce RTX 4090', 'NVIDIA GeForce GT 1030'] }
  expect(backendOfReport(mixed).devices.map((device) => device.vramFreeBytes)).toEqual([null, null])
})

it('reads the facts of the machine that the tests run on', async () => {
  const read = await readSystemFacts()
  expect(read.platform).toBe(process.platform)
  expect(read.cpu.model).not.toBe('')
  expect(read.cpu.physicalCores).toBeGreaterThan(0)
  expect(read.ramAvailableBytes).toBeGreaterThan(0)
  expect(read.ramAvailableBytes).toBeLessThanOrEqual(read.ramTotalBytes)
})
