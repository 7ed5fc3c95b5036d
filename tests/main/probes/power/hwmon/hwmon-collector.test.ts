import { expect, test } from 'vitest'
import { Fault } from '../../../../../main/core/fault.ts'
import { HwmonCollector } from '../../../../../main/probes/power/hwmon/hwmon-collector.ts'
import { CollectorBench } from '../../../../support/collector-bench.ts'
import { FakeSysfs } from '../../../../support/fake-sysfs.ts'
import { integrate } from '../../../../support/integrate.ts'

const noRights = Object.assign(new Error('EINVAL: invalid argument, read'), { code: 'EINVAL' })

/** A PCI device below its bus, and the hwmon device that its driver made. */
function addCard(
  sysfs: FakeSysfs,
  number: number,
  {
    driver,
    address,
    device = {},
    files,
  }: {
    driver: string
    address: string
    device?: Record<string, string>
    files: Record<string, string>
  },
): string {
  const place = `devices/pci0000:00/${address}`
  for (const [file, content] of Object.entries(device)) sysfs.write({ [`${place}/${file}`]: content })
  sysfs.write({ [`${place}/uevent`]: `PCI_SLOT_NAME=${address}` })
  const hwmon = `class/hwmon/hwmon${number}`
  sysfs.write({ [`${hwmon}/name`]: driver })
  for (const [file, content] of Object.entries(files)) sysfs.write({ [`${hwmon}/${file}`]: content })
  sysfs.link(`${hwmon}/device`, place)
  return hwmon
}

const radeon = {
  driver: 'amdgpu',
  address: '0000:03:00.0',
  device: { vendor: '0x1002', device: '0x9999', mem_info_vram_vendor: 'samsung' },
  files: { power1_average: '20000000', power1_label: 'PPT' },
}

function collectorOver(sysfs: FakeSysfs, bench = new CollectorBench()) {
  // The system's own list of PCI names is not this test's.
  const readText = (path: string) => sysfs.readText(path.startsWith(sysfs.root) ? path : `${sysfs.root}/${path}`)
  return new HwmonCollector({ root: sysfs.root, readText, ...bench.clock })
}

async function detected(sysfs: FakeSysfs) {
  return await collectorOver(sysfs).detect()
}

test('gives the joules of a graphics card whose power swings', async () => {
  const sysfs = new FakeSysfs()
  const hwmon = addCard(sysfs, 2, radeon)
  const bench = new CollectorBench()
  const [source] = await bench.begin(collectorOver(sysfs, bench))
  expect.assert(source !== undefined)
  expect(source).toMatchObject({
    id: 'hwmon:0000:03:00.0:power1_average',
    deviceKey: 'gpu:0000:03:00.0',
    scope: 'gpu-board',
    provenance: 'device-sensor',
    kind: 'power',
    name: 'AMD 1002:9999',
  })
  const watts = (ms: number) => 150 + 100 * Math.sin((ms / 2000) * 2 * Math.PI)
  bench.pass(5000, (ms) => sysfs.write({ [`${hwmon}/power1_average`]: String(Math.round(watts(ms) * 1e6)) }))
  // 150 W for five seconds, and two and a half periods of the swing.
  const wanted = 150 * 5 + (100 * 2 * 2) / (2 * Math.PI)
  expect(integrate(bench.readings, source) / wanted).toBeGreaterThan(0.99)
  expect(integrate(bench.readings, source) / wanted).toBeLessThan(1.01)
})

test.each([
  ['driver i915', { driver: 'i915', files: { energy1_input: '1', in0_input: '900' } }, ['energy1_input gpu-board']],
  [
    'driver xe',
    { driver: 'xe', files: { energy1_input: '1', energy2_input: '1' } },
    ['energy1_input gpu-board', 'energy2_input gpu-chip'],
  ],
  ['a part of an i915 card', { driver: 'i915_gt0', files: { energy1_input: '1' } }, []],
])('reads counters of Intel’s cards: %s', async (_, { driver, files }, wanted) => {
  const sysfs = new FakeSysfs()
  addCard(sysfs, 0, { driver, address: '0000:0a:00.0', device: { vendor: '0x8086', device: '0x9999' }, files })
  const { sources } = await detected(sysfs)
  expect(sources.map(({ id, scope }) => `${id.slice('hwmon:0000:0a:00.0:'.length)} ${scope}`)).toEqual(wanted)
  for (const source of sources) expect(source).toMatchObject({ kind: 'counter', provenance: 'device-counter' })
})

test('gives the joules of an xe card’s counter', async () => {
  const sysfs = new FakeSysfs()
  const card = { driver: 'xe', address: '0000:0a:00.0', files: { energy1_input: '5000000' } }
  const hwmon = addCard(sysfs, 0, card)
  const bench = new CollectorBench()
  const [source] = await bench.begin(collectorOver(sysfs, bench))
  expect.assert(source !== undefined)
  bench.pass(2000, (ms) => sysfs.write({ [`${hwmon}/energy1_input`]: String(5_000_000 + ms * 75_000) }))
  expect(integrate(bench.readings, source)).toBeCloseTo(150, 0)
})

/** The table's header: its size, the format and the content's revision. */
const metricsTable = (format: number) => String.fromCharCode(0x80, 0, format, 2)

// The graphics' driver reports the whole chip there: as a card's it would be added to the processor's.
test.each([
  ['an APU of a newer kernel', { gpu_metrics: metricsTable(2) }, 'cpu-and-gpu'],
  ['an APU of an older kernel', { mem_info_vram_vendor: 'unknown', gpu_metrics: metricsTable(3) }, 'cpu-and-gpu'],
  ['an APU without a table', { mem_info_vram_vendor: 'unknown' }, 'cpu-and-gpu'],
  ['a card', { mem_info_vram_vendor: 'hynix', gpu_metrics: metricsTable(1) }, 'gpu-board'],
  ['a card whose memory the driver does not know', { gpu_metrics: metricsTable(1) }, 'gpu-board'],
  ['a card that sleeps', { 'power/runtime_status': 'suspended' }, 'gpu-board'],
])('tells what an amdgpu’s power covers: %s', async (_, device, scope) => {
  const sysfs = new FakeSysfs()
  addCard(sysfs, 0, { ...radeon, device })
  expect((await detected(sysfs)).sources[0]?.scope).toBe(scope)
})

test('takes the instantaneous power where there is no mean, or the mean cannot be read', async () => {
  const sysfs = new FakeSysfs()
  addCard(sysfs, 0, { ...radeon, files: { power1_input: '30000000' } })
  const other = addCard(sysfs, 1, {
    ...radeon,
    address: '0000:04:00.0',
    files: { power1_average: 'x', power1_input: '40000000' },
  })
  const bench = new CollectorBench()
  const sources = await bench.begin(collectorOver(sysfs, bench))
  expect(sources.map(({ id }) => id.slice('hwmon:'.length))).toEqual([
    '0000:03:00.0:power1_input',
    '0000:04:00.0:power1_average',
  ])
  bench.pass(100)
  expect(bench.readings.slice(0, 2).map((reading) => (reading.kind === 'power' ? reading.watts : null))).toEqual([
    30, 40,
  ])
  sysfs.write({ [`${other}/power1_input`]: 'y' })
  bench.pass(100)
  expect(Fault.from(bench.failures[0]?.error).code).toBe('METER_SOURCE_UNREADABLE')
})

// To read a sleeping laptop's card wakes it, which takes more than it measures.
test('lets a card sleep', async () => {
  const sysfs = new FakeSysfs()
  addCard(sysfs, 0, { ...radeon, device: { ...radeon.device, 'power/runtime_status': 'suspended' } })
  const asked: string[] = []
  const bench = new CollectorBench()
  const readText = (path: string) => {
    asked.push(path)
    return sysfs.readText(path)
  }
  await bench.begin(new HwmonCollector({ root: sysfs.root, readText, ...bench.clock }))
  bench.pass(300)
  expect(bench.readings.map(({ kind }) => kind)).toContain('silent')
  expect(asked.filter((path) => path.includes('power1_average') || path.includes('gpu_metrics'))).toEqual([])
  sysfs.write({ 'devices/pci0000:00/0000:03:00.0/power/runtime_status': 'active' })
  bench.pass(200)
  expect(bench.readings.at(-1)).toMatchObject({ kind: 'power', watts: 20 })
})

test('names a card as its maker does, else as the system’s list does', async () => {
  const sysfs = new FakeSysfs({
    'usr/share/hwdata/pci.ids':
      '# comment\n1001  Other\n\t9999  Wrong\n1002  Advanced Micro Devices, Inc. [AMD/ATI]\n\t9998  Not this\n\t9999  Navi 99 [Radeon RX 9999]\n\t\t1002 0e3b  Board\n8086  Intel Corporation',
  })
  addCard(sysfs, 0, radeon)
  addCard(sysfs, 1, {
    ...radeon,
    address: '0000:04:00.0',
    device: { ...radeon.device, product_name: 'AMD Radeon PRO W9999' },
  })
  addCard(sysfs, 2, { ...radeon, address: '0000:05:00.0', device: { ...radeon.device, device: '0x0001' } })
  const { sources, guide } = await detected(sysfs)
  expect(sources.map(({ name }) => name)).toEqual([
    'AMD Navi 99 [Radeon RX 9999]',
    'AMD Radeon PRO W9999',
    'AMD 1002:0001',
  ])
  expect(guide).toMatchObject([{ id: 'hwmon', state: 'working', params: { count: 3 } }])
})

test('says what may not be read, and leaves out what has no value', async () => {
  const sysfs = new FakeSysfs()
  addCard(sysfs, 0, { driver: 'xe', address: '0000:0a:00.0', files: { energy1_input: '1' } })
  addCard(sysfs, 1, radeon)
  sysfs.refused.add('energy1_input')
  const collector = new HwmonCollector({
    root: sysfs.root,
    readText: (path) => {
      if (path.endsWith('power1_average')) throw noRights
      return sysfs.readText(path)
    },
  })
  const { sources, locked, guide } = await collector.detect()
  expect(sources).toEqual([])
  expect(locked).toMatchObject([{ source: { id: 'hwmon:0000:0a:00.0:energy1_input' } }])
  expect(guide).toMatchObject([
    { id: 'hwmon', state: 'locked', params: { path: expect.stringContaining('energy1_input') } },
  ])
})

test('finds nothing in a machine without graphics, and nothing in other sensors', async () => {
  expect(await detected(new FakeSysfs())).toEqual({ sources: [], locked: [], guide: [] })
  const sysfs = new FakeSysfs({ 'class/hwmon/hwmon0/name': 'k10temp', 'class/hwmon/hwmon0/temp1_input': '40000' })
  addCard(sysfs, 1, { driver: 'nvme', address: '0000:01:00.0', files: { power1_average: '1' } })
  expect((await detected(sysfs)).sources).toEqual([])
})

test('ends with METER_SOURCE_GONE when the card is pulled out', async () => {
  const sysfs = new FakeSysfs()
  const hwmon = addCard(sysfs, 0, radeon)
  const bench = new CollectorBench()
  const collector = collectorOver(sysfs, bench)
  const sources = await bench.begin(collector)
  bench.pass(100)
  sysfs.remove(hwmon)
  bench.pass(100)
  expect(Fault.from(bench.failures[0]?.error)).toMatchObject({
    code: 'METER_SOURCE_GONE',
    params: { name: 'AMD 1002:9999' },
  })
  await bench.begin(collector, undefined, sources)
  bench.pass(100)
  expect(Fault.from(bench.failures[1]?.error)).toMatchObject({ code: 'METER_SOURCE_GONE' })
})
