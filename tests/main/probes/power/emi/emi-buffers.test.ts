import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEmiChannels, parseEmiMeasurements } from '../../../../../main/probes/power/emi/emi-buffers.ts'
import { emiMeasurements, emiMetadata1, emiMetadata2 } from '../../../../support/emi-buffers.ts'

const names = ['RAPL_Package0_PKG', 'RAPL_Package0_DRAM', 'RAPL_Package0_PP0', 'RAPL_Package0_PP1']

test('reads the channels of both versions', () => {
  expect(parseEmiChannels(2, emiMetadata2(names))).toEqual(names)
  expect(parseEmiChannels(2, emiMetadata2([]))).toEqual([])
  expect(parseEmiChannels(1, emiMetadata1('CPU_PKG'))).toEqual(['CPU_PKG'])
})

test('takes another version and another unit for none', () => {
  expect(parseEmiChannels(3, emiMetadata2(names))).toBe(null)
  expect(parseEmiChannels(2, emiMetadata2(names, 1))).toBe(null)
  expect(parseEmiChannels(1, emiMetadata1('CPU_PKG', 1))).toBe(null)
})

test('takes a buffer that ends too early for none, wherever it ends', () => {
  const [two, one] = [emiMetadata2(names), emiMetadata1('CPU_PKG')]
  for (let size = 0; size < two.length; size += 1) expect(parseEmiChannels(2, two.subarray(0, size))).toBe(null)
  for (let size = 0; size < one.length; size += 1) expect(parseEmiChannels(1, one.subarray(0, size))).toBe(null)
})

test('never throws, whatever a driver writes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 0, max: 3 }), (bytes, version) => {
      parseEmiChannels(version, Buffer.from(bytes))
      parseEmiMeasurements(Buffer.from(bytes), version)
    }),
  )
})

// The bugs: picowatt-hours taken for another unit, 100 ns for another time, the channels' order lost.
test('reads joules and milliseconds of each channel', () => {
  const [first, second] =
    parseEmiMeasurements(
      emiMeasurements([
        { joules: 3.6, deviceMs: 12.5 },
        { joules: 1e9, deviceMs: 1e9 },
      ]),
      2,
    ) ?? []
  expect(first?.joules).toBeCloseTo(3.6, 9)
  expect(first?.deviceMs).toBe(12.5)
  expect(second?.joules).toBeCloseTo(1e9, 0)
  expect(second?.deviceMs).toBe(1e9)
  const one = Buffer.alloc(16)
  one.writeBigUInt64LE(1_000_000_000n)
  expect(parseEmiMeasurements(one, 1)?.[0]?.joules).toBeCloseTo(3.6, 12)
})

test('takes another number of measurements than of channels for none', () => {
  expect(parseEmiMeasurements(Buffer.alloc(16), 2)).toBe(null)
  expect(parseEmiMeasurements(Buffer.alloc(33), 2)).toBe(null)
})
