import { expect, test } from 'vitest'
import { pciCards } from '../../../../main/probes/power/pci-cards.ts'
import { FakeSysfs } from '../../../support/fake-sysfs.ts'

test('lists the graphics cards of a maker, without their other functions', () => {
  const device = (address: string, vendor: string, kind: string) => ({
    [`bus/pci/devices/${address}/vendor`]: vendor,
    [`bus/pci/devices/${address}/class`]: kind,
    [`bus/pci/devices/${address}/device`]: '0xfffe',
  })
  const sysfs = new FakeSysfs({
    ...device('0000:01:00.0', '0x10de', '0x030000'),
    // Its sound.
    ...device('0000:01:00.1', '0x10de', '0x040300'),
    ...device('0000:02:00.0', '0x10de', '0x030200'),
    ...device('0000:03:00.0', '0x1002', '0x030000'),
  })
  // The system's own list of names is not this test's.
  const readText = (path: string) => sysfs.readText(path.startsWith(sysfs.root) ? path : `${sysfs.root}/${path}`)
  expect(pciCards('nvidia', sysfs.root, readText)).toEqual(['0000:01:00.0', '0000:02:00.0'])
  expect(pciCards('amd', sysfs.root, readText)).toEqual(['0000:03:00.0'])
  expect(pciCards('amd', `${sysfs.root}/nowhere`, readText)).toEqual([])
})
