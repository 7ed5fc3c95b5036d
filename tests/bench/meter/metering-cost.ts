import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { LiveValue } from '../../../main/core/live-value.ts'
import { PowerRecorder } from '../../../main/core/meter/power-recorder.ts'
import { PowerSources } from '../../../main/core/meter/power-sources.ts'
import { EstimateCollector } from '../../../main/probes/power/estimate/estimate-collector.ts'
import { HwmonCollector } from '../../../main/probes/power/hwmon/hwmon-collector.ts'
import { RaplCollector } from '../../../main/probes/power/rapl/rapl-collector.ts'
import { openStore } from '../../../main/store/open-store.ts'
import { makeTree } from '../../support/make-tree.ts'

export type MeteringCost = { shareOfCore: number; readingsPerSecond: number; sources: string[] }

const card = 'devices/pci0000:00/0000:03:00.0'

/** Counters of a package, its memory and a graphics card, as the kernel shows them. */
const machine = {
  'class/powercap/intel-rapl:0/name': 'package-0',
  'class/powercap/intel-rapl:0/energy_uj': '1000000',
  'class/powercap/intel-rapl:0/max_energy_range_uj': '262143328850',
  'class/powercap/intel-rapl:0:0/name': 'dram',
  'class/powercap/intel-rapl:0:0/energy_uj': '1000000',
  'class/powercap/intel-rapl:0:0/max_energy_range_uj': '65712999613',
  [`${card}/uevent`]: 'PCI_SLOT_NAME=0000:03:00.0',
  [`${card}/mem_info_vram_vendor`]: 'samsung',
  [`${card}/power/runtime_status`]: 'active',
  'class/hwmon/hwmon2/name': 'amdgpu',
  'class/hwmon/hwmon2/power1_average': '20000000',
  'class/hwmon/hwmon2/device': { linkTo: '../../../devices/pci0000:00/0000:03:00.0' },
}

/**
 * What reading, integrating and writing down takes of one core, the estimate's own readings included: processor time of this process with the
 * meter on, less that with it off, over so many seconds each.
 */
export async function meteringCost(seconds: number): Promise<MeteringCost> {
  const root = mkdtempSync(join(tmpdir(), 'wattle-bench-meter-'))
  await makeTree(root, machine)
  const settings = new LiveValue<Settings>(defaultSettings)
  const sources = new PowerSources({
    collectors: [new RaplCollector({ root }), new HwmonCollector({ root }), new EstimateCollector({})],
    settings,
    now: Date.now,
  })
  const store = openStore({ database: join(root, 'wattle.db'), backups: join(root, 'backups') })
  const recorder = new PowerRecorder({ sources, history: store.powerHistory, now: Date.now })
  let pieces = 0
  sources.onPieces((_sources, added) => {
    pieces += added.length
  })
  const share = async (isOn: boolean): Promise<number> => {
    settings.set({ ...settings.value, meter: { ...settings.value.meter, isOn } })
    // The first look at the machine is not the metering.
    await delay(2000)
    pieces = 0
    const before = process.cpuUsage()
    await delay(seconds * 1000)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / (seconds * 1e6)
  }
  recorder.start()
  sources.start()
  try {
    const off = await share(false)
    const on = await share(true)
    const readingsPerSecond = pieces / seconds
    const live = sources.state.value.filter(({ state }) => state === 'live')
    return { shareOfCore: on - off, readingsPerSecond, sources: live.map(({ id }) => id) }
  } finally {
    await sources.close()
    recorder.close()
    store.close()
    rmSync(root, { recursive: true, force: true })
  }
}
