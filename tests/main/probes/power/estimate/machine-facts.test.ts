import { expect, test } from 'vitest'
import { readMachineFacts } from '../../../../../main/probes/power/estimate/machine-facts.ts'
import { readTextNow } from '../../../../../main/probes/power/sysfs.ts'

const processor = (number: number, socket: number, flags = 'fpu sse2') =>
  `processor\t: ${number}\nmodel name\t: AMD EPYC 7763 64-Core Processor\nphysical id\t: ${socket}\ncpu cores\t: 2\nflags\t\t: ${flags}\n`

test('counts sockets, cores and threads by the kernel’s list', () => {
  const list = [0, 1, 2, 3, 4, 5, 6, 7].map((number) => processor(number, number % 2)).join('\n')
  expect(readMachineFacts(() => list)).toMatchObject({
    cpuName: 'AMD EPYC 7763 64-Core Processor',
    sockets: 2,
    physicalCores: 4,
    logicalCores: 8,
    isVirtual: false,
  })
})

test('sees that the processor is a virtual machine’s', () => {
  expect(readMachineFacts(() => processor(0, 0, 'fpu hypervisor sse2')).isVirtual).toBe(true)
})

test('knows this very machine, with the list and without it', () => {
  const none = () => {
    throw new Error('ENOENT')
  }
  for (const readText of [readTextNow, none]) {
    const facts = readMachineFacts(readText)
    expect(facts.physicalCores).toBeGreaterThan(0)
    expect(facts.logicalCores).toBeGreaterThan(0)
    expect(facts.sockets).toBeGreaterThan(0)
    expect(facts.ramBytes).toBeGreaterThan(1e8)
  }
})
