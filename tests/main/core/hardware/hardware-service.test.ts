import { expect, it } from 'vitest'
import { HardwareService } from '../../../../main/core/hardware/hardware-service.ts'
import { LiveValue } from '../../../../main/core/live-value.ts'
import type { HardwareProber, ProbedHardware } from '../../../../main/core/ports/hardware-prober.ts'
import { backendOfReport } from '../../../../main/probes/backend-of-report.ts'
import { defaultSettings, type Settings } from '../../../../preload/contract/settings.ts'
import { probeFixture } from '../../../support/probe-fixtures.ts'

const machine: ProbedHardware = {
  probedAtMs: 1,
  platform: 'linux',
  osName: 'Test OS 1',
  cpu: { model: 'Test CPU', physicalCores: 4, logicalCores: 8, instructionSets: ['AVX2'], libraryVariant: null },
  ramTotalBytes: 32e9,
  ramAvailableBytes: 20e9,
  backends: probeFixture('linux-cuda').reports.map(backendOfReport),
}

function serviceWith(probe: HardwareProber['probe'], settings = new LiveValue<Settings>(defaultSettings)) {
  return new HardwareService({ prober: { probe, ramAvailableBytes: async () => 20e9 }, settings })
}

it('lets who asks for the backend wait for the first probe, and probes once for all who wait', async () => {
  const { promise, resolve } = Promise.withResolvers<ProbedHardware>()
  let probes = 0
  const service = serviceWith(() => {
    probes += 1
    return promise
  })
  service.start()
  const answers = Promise.all([service.chosenBackend(), service.chosenBackend(), service.probe()])
  expect(service.state.value.phase).toBe('probing')
  resolve(machine)
  expect(await answers).toMatchObject(['cuda', 'cuda', { chosen: { backend: 'cuda' } }])
  expect(probes).toBe(1)
})

it('chooses anew when the setting changes, without another probe', async () => {
  const settings = new LiveValue<Settings>(defaultSettings)
  let probes = 0
  const service = serviceWith(async () => {
    probes += 1
    return machine
  }, settings)
  await service.probe()
  settings.set({ ...defaultSettings, load: { ...defaultSettings.load, backend: 'cpu' } })
  expect(service.state.value).toMatchObject({ hardware: { chosen: { backend: 'cpu', reason: 'chosen-by-user' } } })
  expect(await service.chosenBackend()).toBe('cpu')
  expect(probes).toBe(1)
})

it('goes on with the CPU when the probe fails, and keeps what it knew when a later one does', async () => {
  let outcome: () => Promise<ProbedHardware> = () => Promise.reject(new Error('no luck'))
  const service = serviceWith(() => outcome())
  await expect(service.probe()).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(service.state.value).toMatchObject({ phase: 'failed', problem: { code: 'INTERNAL', detail: 'no luck' } })
  expect(await service.chosenBackend()).toBe('cpu')

  outcome = async () => machine
  await service.probe()
  outcome = () => Promise.reject(new Error('no luck'))
  await expect(service.probe()).rejects.toMatchObject({ code: 'INTERNAL' })
  expect(service.state.value.phase).toBe('known')
})

it('ends a running probe when it is closed', async () => {
  const service = serviceWith(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  const probe = service.probe()
  await service.close()
  await expect(probe).rejects.toMatchObject({ code: 'APP_CLOSED' })
})
