import { expect, test } from 'vitest'
import { parsePlugAddress } from '../../../../../main/probes/power/plugs/plug-address.ts'

test.each([
  ['192.168.1.20', '192.168.1.20'],
  ['192.168.1.20:80', '192.168.1.20'],
  ['192.168.1.20:8080', '192.168.1.20:8080'],
  ['  Shelly-Desk.local ', 'shelly-desk.local'],
  ['plug', 'plug'],
  ['my_plug.lan:81', 'my_plug.lan:81'],
  ['[fe80::1]', '[fe80::1]'],
  ['[FD00::00:1]:8080', '[fd00::1]:8080'],
])('takes %j', (typed, address) => {
  expect(parsePlugAddress(typed).address).toBe(address)
  expect(parsePlugAddress(typed).url.href).toBe(`http://${address}/`)
})

// Each of these names something else than a host that the user sees, or more than a host.
test.each([
  '',
  ' ',
  'http://192.168.1.20',
  '192.168.1.20/status',
  '192.168.1.20/',
  '192.168.1.20?x',
  '192.168.1.20#x',
  'admin@192.168.1.20',
  'admin:secret@plug',
  'plug:0',
  'plug:65536',
  'plug:',
  'plug:http',
  'plug:80:80',
  'fe80::1',
  '[fe80::1%25eth0]',
  '[zz]',
  '[::1',
  '127.1',
  '2130706433',
  '0x7f.1',
  'plug.0x7f',
  '1.2.3.4.5',
  '256.1.1.1',
  'a..b',
  '-plug',
  'plug-',
  '.plug',
  'pl ug',
  'plüg.local',
  '../etc',
  '%31%32%37.0.0.1',
  `${'a'.repeat(300)}.local`,
])('refuses %j', (typed) => {
  expect(() => parsePlugAddress(typed)).toThrow(
    expect.objectContaining({ code: 'METER_PLUG_ADDRESS_REFUSED', params: { address: typed.trim().slice(0, 100) } }),
  )
})
