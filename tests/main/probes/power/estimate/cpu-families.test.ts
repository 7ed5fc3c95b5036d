import { expect, test } from 'vitest'
import { limitByName } from '../../../../../main/probes/power/estimate/cpu-families.ts'

// Names as the systems give them, with the base power that the maker states for the part.
test.each([
  ['Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz', 15],
  ['11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz', 28],
  ['12th Gen Intel(R) Core(TM) i7-1260P', 28],
  ['13th Gen Intel(R) Core(TM) i9-13980HX', 55],
  ['Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz', 65],
  ['Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz', 95],
  ['Intel(R) Core(TM) i9-14900KS', 150],
  ['12th Gen Intel(R) Core(TM) i5-12400F', 65],
  ['13th Gen Intel(R) Core(TM) i5-13500T', 35],
  ['Intel(R) Core(TM) i7-4710MQ CPU @ 2.50GHz', 47],
  ['Intel(R) Core(TM) i7-6700HQ CPU @ 2.60GHz', 45],
  ['Intel(R) Core(TM) m3-7Y30 CPU @ 1.00GHz', 4.5],
  ['Intel(R) Core(TM) Ultra 7 155H', 28],
  ['Intel(R) Core(TM) Ultra 7 258V', 17],
  ['Intel(R) Core(TM) Ultra 9 285K', 125],
  ['Intel(R) Core(TM) Ultra 5 225', 65],
  ['Intel(R) Core(TM) 7 150U', 15],
  ['Intel(R) N100', 6],
  ['Intel(R) Core(TM) i3-N305', 15],
  ['Intel(R) Xeon(R) Platinum 8375C CPU @ 2.90GHz', 300],
  ['Intel(R) Xeon(R) Gold 6230 CPU @ 2.10GHz', 125],
  ['Intel(R) Xeon(R) Silver 4214 CPU @ 2.20GHz', 85],
  ['Intel(R) Xeon(R) CPU E3-1240 V2 @ 3.40GHz', 69],
  ['Intel(R) Xeon(R) E-2288G CPU @ 3.70GHz', 95],
  ['Intel(R) Xeon(R) CPU E5-2620 v3 @ 2.40GHz', 85],
  ['AMD Ryzen 7 5800X3D 8-Core Processor', 105],
  ['AMD Ryzen 5 5600G with Radeon Graphics', 65],
  ['AMD Ryzen 5 PRO 4650GE with Radeon Graphics', 35],
  ['AMD Ryzen 7 PRO 7840U w/ Radeon 780M Graphics', 28],
  ['AMD Ryzen 9 7945HX with Radeon Graphics', 55],
  ['AMD Ryzen AI 9 HX 370 w/ Radeon 890M', 28],
  ['AMD RYZEN AI MAX+ 395 w/ Radeon 8060S', 55],
  ['AMD Ryzen Threadripper PRO 5995WX 64-Cores', 280],
  ['AMD EPYC 7763 64-Core Processor', 280],
  ['AMD EPYC 9654 96-Core Processor', 360],
  ['AMD FX(tm)-8350 Eight-Core Processor', 125],
  ['Apple M2 Pro', 30],
])('has the power of %s in its range', (name, baseW) => {
  const limitW = limitByName(name)
  expect.assert(limitW !== null)
  expect(baseW).toBeGreaterThanOrEqual(limitW.low)
  expect(baseW).toBeLessThanOrEqual(limitW.high)
  expect(limitW.low).toBeLessThanOrEqual(limitW.central)
  expect(limitW.central).toBeLessThanOrEqual(limitW.high)
})

// A laptop's part taken for a desktop's would be estimated four times too high.
test.each([
  ['12th Gen Intel(R) Core(TM) i7-1255U', 60],
  ['Intel(R) Core(TM) Ultra 7 258V', 60],
  ['AMD Ryzen 7 PRO 7840U w/ Radeon 780M Graphics', 60],
  ['AMD Ryzen AI 9 HX 370 w/ Radeon 890M', 60],
  ['Intel(R) N100', 60],
])('does not take %s for a larger part', (name, mostW) => {
  expect(limitByName(name)?.high).toBeLessThanOrEqual(mostW)
})

test.each([
  '',
  'Cortex-A76',
  'VirtualApple @ 2.50GHz',
  'Intel(R) Core(TM)2 Duo CPU E8400',
  'QEMU Virtual CPU version 2.5+',
])('knows nothing of %j', (name) => expect(limitByName(name)).toBeNull())
