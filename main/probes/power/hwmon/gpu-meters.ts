import { basename, join } from 'node:path'
import type { PowerScope } from '#contract/energy.ts'
import { namesIn, type ReadText, tryRealPath, tryText } from '../sysfs.ts'
import { pciName } from './pci-names.ts'

/** One file of a graphics driver that power or energy is read from. */
export type GpuMeter = {
  /** The PCI address and the file, such as `0000:03:00.0:power1_average`. */
  id: string
  name: string
  /** Such as `0000:03:00.0`. */
  pciAddress: string
  scope: PowerScope
  /** `energy`: a counter in µJ. `power`: µW. */
  unit: 'energy' | 'power'
  /** The first of them that can be read; a kernel has one or both. */
  paths: string[]
  /** Says `suspended` while the card sleeps. */
  runtimeStatusPath: string
}

type Channel = Pick<GpuMeter, 'unit' | 'scope'> & { files: string[] }

const pciPattern = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/

/** The power meters of graphics cards that have one, and of AMD's chips with graphics. Intel's drivers show one for cards alone. */
export function findGpuMeters(root: string, readText: ReadText): GpuMeter[] {
  const folder = join(root, 'class/hwmon')
  return namesIn(folder).flatMap((entry) => {
    const driver = tryText(readText, join(folder, entry, 'name'))
    const device = tryRealPath(folder, entry, 'device')
    const pciAddress = device === null ? '' : basename(device)
    if (device === null || !pciPattern.test(pciAddress)) return []
    const files = new Set(namesIn(join(folder, entry)))
    const name = nameOf(device, readText)
    return channelsOf(driver, device, readText).flatMap(({ files: wanted, ...channel }) => {
      const there = wanted.filter((file) => files.has(file))
      const [first] = there
      if (first === undefined) return []
      return {
        ...channel,
        id: `${pciAddress}:${first}`,
        name,
        pciAddress,
        paths: there.map((file) => join(folder, entry, file)),
        runtimeStatusPath: join(device, 'power/runtime_status'),
      }
    })
  })
}

/** i915 has more hwmon devices, named after the parts of the card. */
function channelsOf(driver: string | null, device: string, readText: ReadText): Channel[] {
  if (driver === 'amdgpu') {
    const scope = isApu(device, readText) ? 'cpu-and-gpu' : 'gpu-board'
    return [{ unit: 'power', scope, files: ['power1_average', 'power1_input'] }]
  }
  if (driver === 'i915') return [{ unit: 'energy', scope: 'gpu-board', files: ['energy1_input'] }]
  if (driver !== 'xe') return []
  return [
    { unit: 'energy', scope: 'gpu-board', files: ['energy1_input'] },
    { unit: 'energy', scope: 'gpu-chip', files: ['energy2_input'] },
  ]
}

/**
 * Whether the graphics share the processor's chip, so that the driver's power is that of both. Only memory of its own has a vendor: older
 * kernels say `unknown` of shared memory, newer ones leave the file out. A card whose vendor the driver does not know has a table of
 * measurements in the first format; the second and third are for shared chips.
 */
function isApu(device: string, readText: ReadText): boolean {
  const vendor = tryText(readText, join(device, 'mem_info_vram_vendor'))
  if (vendor !== null && vendor !== 'unknown') return false
  // To read the table would wake a card that sleeps, and shared graphics do not.
  if (tryText(readText, join(device, 'power/runtime_status')) === 'suspended') return false
  const format = tableFormat(readText, join(device, 'gpu_metrics'))
  return format === null || format >= 2
}

/** The third byte of the table's header; null where the chip has no such table. */
function tableFormat(readText: ReadText, path: string): number | null {
  try {
    const format = readText(path).charCodeAt(2)
    return Number.isNaN(format) ? null : format
  } catch {
    return null
  }
}

/** The maker's own name where the card tells it, else the system's list, else the PCI ids. */
function nameOf(device: string, readText: ReadText): string {
  const product = tryText(readText, join(device, 'product_name'))
  if (product !== null) return product.slice(0, 200)
  const [vendor, model] = ['vendor', 'device'].map((file) =>
    (tryText(readText, join(device, file)) ?? '').replace(/^0x/, ''),
  )
  const maker = vendor === '1002' ? 'AMD' : vendor === '8086' ? 'Intel' : ''
  const known = vendor && model ? pciName(readText, vendor, model) : null
  return [maker, known ?? `${vendor}:${model}`].filter(Boolean).join(' ')
}
