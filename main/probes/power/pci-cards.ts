import { join } from 'node:path'
import { pciName } from './hwmon/pci-names.ts'
import { namesIn, type ReadText, readTextNow, tryText } from './sysfs.ts'

const vendors = { nvidia: '10de', amd: '1002' } as const

/**
 * The graphics cards of a maker on Linux, with or without a driver: what the system's list calls them, else their addresses. None where the
 * system tells nothing, as all others do.
 */
export function pciCards(maker: keyof typeof vendors, root = '/sys', readText: ReadText = readTextNow): string[] {
  const folder = join(root, 'bus/pci/devices')
  return namesIn(folder).flatMap((address) => {
    const read = (file: string) => tryText(readText, join(folder, address, file))
    // Class 0x03: display controllers, those without a screen too.
    if (read('vendor') !== `0x${vendors[maker]}` || !read('class')?.startsWith('0x03')) return []
    return [pciName(readText, vendors[maker], (read('device') ?? '').replace(/^0x/, '')) ?? address]
  })
}
