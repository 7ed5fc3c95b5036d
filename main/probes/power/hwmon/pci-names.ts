import { type ReadText, tryText } from '../sysfs.ts'

/** Where Linux distributions keep the list of PCI devices. */
const listPaths = ['/usr/share/hwdata/pci.ids', '/usr/share/misc/pci.ids', '/usr/share/pci.ids']

/** What the system's list calls a device, such as `Navi 31 [Radeon RX 7900 XTX]`; null where there is no list, or it is not in it. */
export function pciName(readText: ReadText, vendor: string, device: string): string | null {
  const list = listPaths.map((path) => tryText(readText, path)).find((text) => text !== null) ?? ''
  const start = `\n${list}`.indexOf(`\n${vendor}  `)
  if (start < 0) return null
  // The devices of a vendor follow it, each after a tab; the next line without one is another vendor.
  const rest = list.slice(start).split('\n')
  for (const line of rest.slice(1)) {
    if (line !== '' && !line.startsWith('\t') && !line.startsWith('#')) return null
    if (line.startsWith(`\t${device}  `)) return line.slice(7).trim() || null
  }
  return null
}
