import { expect, test } from 'vitest'
import type { LabEnergy, LabSample } from '#contract/lab/run.ts'
import { energySum } from '../../../../../main/core/lab/verdict/energy-sum.ts'
import { aRange } from '../../../../support/energies.ts'
import { aLabRun } from '../../../../support/lab-runs.ts'

function aSample(energy: Partial<LabEnergy> | null, parts: Partial<LabSample> = {}): LabSample {
  const [sample] = aLabRun().samples
  if (sample === undefined) throw new Error('the run has samples')
  const whole: LabEnergy = {
    energyJ: aRange(256, 2),
    netEnergyJ: aRange(128, 2),
    provenance: 'device-counter',
    scopes: ['cpu-package'],
    leavesOut: [],
    isTooShort: false,
    gapMs: 0,
    money: { currency: 'EUR', amount: aRange(0.000_02) },
  }
  const speed = { promptTokens: 0, generatedTokens: 128, felt: null }
  return { ...sample, ...speed, energy: energy === null ? null : { ...whole, ...energy }, ...parts }
}

test('joules a token are of all repetitions together, each with its error', () => {
  const sum = energySum([aSample({}), aSample({ energyJ: aRange(512, 2) })])
  // 768 J for 256 tokens.
  expect(sum.joulesPerToken).toEqual({ low: 2.94, central: 3, high: 3.06 })
  expect(sum.netJoulesPerToken?.central).toBe(1)
  // 40 millionths of a euro for 256 tokens.
  expect(sum.costPerMillion?.amount.central).toBeCloseTo(0.156_25, 9)
})

test('one short window says nothing, and enough of them do: their errors are of chance', () => {
  const short = { energyJ: aRange(10, 90), netEnergyJ: null, isTooShort: true }
  expect(energySum([aSample(short)]).joulesPerToken).toBeNull()
  expect(energySum([short, short, short].map((each) => aSample(each))).joulesPerToken).toBeNull()
  // √4 × 9 J of 40 J: below the half.
  const four = energySum([short, short, short, short].map((each) => aSample(each)))
  expect(four.joulesPerToken?.central).toBeCloseTo(40 / 512, 12)
  expect(four.joulesPerToken?.low).toBeCloseTo(22 / 512, 12)
})

test('a repetition that was not measured counts with neither its joules nor its tokens, nor does one with a gap', () => {
  const alone = energySum([aSample({})])
  expect(energySum([aSample({}), aSample(null), aSample({ gapMs: 200, energyJ: aRange(1) })])).toEqual(alone)
  expect(energySum([aSample(null)])).toEqual({
    joulesPerToken: null,
    netJoulesPerToken: null,
    provenance: null,
    costPerMillion: null,
  })
})

test('of a prompt it is the decode alone, with its part of the money', () => {
  const felt = { ttftMs: 1, interTokenP50Ms: 1, interTokenP95Ms: 1, interTokenP99Ms: 1, decodeEnergyJ: aRange(64, 2) }
  const sum = energySum([aSample({}, { promptTokens: 900, felt })])
  expect(sum.joulesPerToken?.central).toBe(0.5)
  expect(sum.costPerMillion?.amount.central).toBeCloseTo((0.000_005 / 128) * 1e6, 9)
  expect(energySum([aSample({}, { felt: { ...felt, decodeEnergyJ: null } })]).joulesPerToken).toBeNull()
})

test('it is as direct as its least direct part, net only where all are, and priced only in one currency', () => {
  const mixed = energySum([
    aSample({}),
    aSample({ provenance: 'estimated', netEnergyJ: null, money: { currency: 'USD', amount: aRange(0.1) } }),
  ])
  expect(mixed).toMatchObject({ provenance: 'estimated', netJoulesPerToken: null, costPerMillion: null })
  expect(energySum([aSample({}), aSample({ money: null })]).costPerMillion).toBeNull()
})
