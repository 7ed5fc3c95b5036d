import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findNvml, openNvml } from '../../../../../main/probes/power/nvidia/nvml-library.ts'
import { compileLibrary } from '../../../../support/compile-library.ts'
import { tempFolder } from '../../../../support/temp-store.ts'

// The bugs: a handle, a text or a counter of 64 bits marshalled wrongly.
test('calls a real library: boards, their names, and counters beyond what fits 32 bits', async (context) => {
  const library = await openNvml(compileLibrary('nvml', context))
  const [h100, gtx, ...others] = await library.devices()
  expect.assert(h100 !== undefined && gtx !== undefined)
  expect(others).toEqual([])
  expect([h100.uuid, h100.name]).toEqual(['GPU-00000000', 'NVIDIA H100 PCIe'])
  expect([gtx.uuid, gtx.name]).toEqual(['GPU-00000001', 'NVIDIA GeForce GTX 1080'])
  expect(await h100.readMillijoules()).toBe(9007199254765000)
  expect(await h100.readMillijoules()).toBe(9007199254790000)
  expect(await gtx.readMillijoules()).toBe(null)
})

test('says with which code the library refused', async (context) => {
  const opening = openNvml(compileLibrary('nvml-without-driver', context))
  await expect(opening).rejects.toMatchObject({ code: 'METER_LIBRARY_FAILED', params: { library: 'NVML', code: 9 } })
})

test('finds the library by its file, the newest where only numbered ones are there', () => {
  const folder = tempFolder()
  const environment = { LD_LIBRARY_PATH: `relative:${folder}` }
  const before = findNvml('linux', environment)
  expect(before?.startsWith(folder) ?? false).toBe(false)
  for (const number of ['9.2', '550.54', '60.1']) writeFileSync(join(folder, `libnvidia-ml.so.1.${number}`), '')
  expect(findNvml('linux', environment)).toBe(join(folder, 'libnvidia-ml.so.1.550.54'))
  writeFileSync(join(folder, 'libnvidia-ml.so.1'), '')
  expect(findNvml('linux', environment)).toBe(join(folder, 'libnvidia-ml.so.1'))
})

test('looks on Windows only where the driver puts it', () => {
  const folder = tempFolder()
  const environment = { SystemRoot: folder, ProgramFiles: folder, PATH: folder }
  writeFileSync(join(folder, 'nvml.dll'), '')
  expect(findNvml('win32', environment)).toBe(null)
  mkdirSync(join(folder, 'System32'))
  writeFileSync(join(folder, 'System32', 'nvml.dll'), '')
  expect(findNvml('win32', environment)).toBe(join(folder, 'System32', 'nvml.dll'))
  expect(findNvml('darwin', environment)).toBe(null)
})
