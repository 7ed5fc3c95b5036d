import { expect, it } from 'vitest'
import { probeBackend } from '../../main/engine/host/probe-backend.ts'
import { probeChildPath } from '../support/real-engine.ts'

it('the CPU is available, with its instruction sets', async () => {
  const probe = await probeBackend('cpu', { probeChildPath, timeoutMs: 30_000 })
  expect(probe).toMatchObject({ status: 'available', backend: 'cpu', deviceNames: [], vramTotalBytes: null })
  if (probe.status !== 'available') return
  expect(probe.instructionSets.length).toBeGreaterThan(0)
  expect(probe.llamaCppRelease).toMatch(/^[bv]\d/)
  if (process.platform === 'linux') expect(probe.cpuLibraryVariant).toMatch(/^libggml-cpu/)
})

it('a backend of another platform is absent, and no other is taken in its place', async () => {
  const foreign = process.platform === 'darwin' ? 'cuda' : 'metal'
  expect(await probeBackend(foreign, { probeChildPath, timeoutMs: 30_000 })).toMatchObject({ status: 'absent' })
})
