import { homedir } from 'node:os'
import { join } from 'node:path'
import type { PowerCollector } from '../../core/ports/power-collector.ts'
import type { RequestLog } from '../../core/ports/request-log.ts'
import { AmdSmiCollector, openSystemAmdSmi } from './amd-smi/amd-smi.ts'
import { LinuxBattery } from './battery/linux-battery.ts'
import { MacBattery } from './battery/mac-battery.ts'
import { WindowsBattery } from './battery/windows-battery.ts'
import { EmiCollector } from './emi/emi.ts'
import { openEmi, systemEmiPaths } from './emi/emi-library.ts'
import { EstimateCollector } from './estimate/estimate-collector.ts'
import { findGpuMeters } from './hwmon/gpu-meters.ts'
import { HwmonCollector } from './hwmon/hwmon-collector.ts'
import { GuidedCollector } from './machine-guide.ts'
import { MacmonCollector } from './macmon/macmon.ts'
import { NvidiaSmiCollector } from './nvidia/nvidia-smi.ts'
import { NvmlCollector, openSystemNvml } from './nvidia/nvml.ts'
import { pciCards } from './pci-cards.ts'
import { PlugCollector } from './plugs/plug-collector.ts'
import { RaplCollector } from './rapl/rapl-collector.ts'
import { readTextNow } from './sysfs.ts'
import { findTool, systemFolder } from './tool-command.ts'

type PowerCollectorsOptions = {
  /** Where the plugs record what they send. */
  requests: RequestLog
}

/** Every way to measure power on this system. */
export function powerCollectors(platform: NodeJS.Platform, { requests }: PowerCollectorsOptions): PowerCollector[] {
  return [
    new PlugCollector('shelly', { requests }),
    new PlugCollector('tasmota', { requests }),
    ...collectorsOf(platform),
    new GuidedCollector(new EstimateCollector({ platform })),
  ]
}

function collectorsOf(platform: NodeJS.Platform): PowerCollector[] {
  if (platform === 'linux') {
    return [
      new RaplCollector(),
      new HwmonCollector(),
      ...nvidiaCollectors(platform),
      amdCollector(),
      new LinuxBattery(),
    ]
  }
  if (platform === 'win32') {
    const open = () => openEmi(systemEmiPaths())
    return [new EmiCollector({ open }), ...nvidiaCollectors(platform), new WindowsBattery()]
  }
  return platform === 'darwin' ? [new MacmonCollector({ find: findMacmon }), new MacBattery()] : []
}

/** Both: the counter is charged where a board has one, the sensor where it has none. */
function nvidiaCollectors(platform: NodeJS.Platform): PowerCollector[] {
  const cards = () => (platform === 'linux' ? pciCards('nvidia') : [])
  const find = () =>
    platform === 'win32'
      ? findTool('nvidia-smi.exe', { folders: [systemFolder()], isPathUsed: false })
      : findTool('nvidia-smi', { folders: ['/usr/bin', '/usr/lib/wsl/lib'] })
  return [new NvmlCollector({ open: () => openSystemNvml(platform), cards }), new NvidiaSmiCollector({ find, cards })]
}

function amdCollector(): PowerCollector {
  return new AmdSmiCollector({
    find: () => findTool('amd-smi', { folders: ['/opt/rocm/bin'] }),
    open: openSystemAmdSmi,
    cards: () => pciCards('amd'),
    describe: (pciAddress) =>
      findGpuMeters('/sys', readTextNow).find((meter) => meter.pciAddress === pciAddress) ?? null,
  })
}

/** A Mac's window has a PATH without the folders of Homebrew, MacPorts and Cargo. */
function findMacmon() {
  return findTool('macmon', {
    folders: ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', join(homedir(), '.cargo/bin')],
  })
}
