import { expect, test } from 'vitest'
import { CalibrationMemory } from '../../../../../main/core/meter/calibration/calibration-memory.ts'
import { tempStore } from '../../../../support/temp-store.ts'

const calibration = {
  componentIds: ['rapl:intel-rapl:0'],
  fixedW: 25,
  factor: 1.15,
  residualW: 2,
  updatePeriodMs: 100,
}

test('a calibration is there after a restart, until it is forgotten', () => {
  const { settings } = tempStore()
  const memory = new CalibrationMemory(settings)
  expect(memory.state.value).toBeNull()
  memory.save(calibration)
  expect(memory.state.value).toEqual(calibration)
  expect(new CalibrationMemory(settings).state.value).toEqual(calibration)
  memory.forget()
  expect(memory.state.value).toBeNull()
  expect(new CalibrationMemory(settings).state.value).toBeNull()
})

test.each(['', '{', '{"factor":1}', JSON.stringify({ ...calibration, factor: -1 })])(
  'what is broken on the disk is no calibration: %s',
  (text) => {
    const { settings } = tempStore()
    settings.remember('meterCalibration', text)
    expect(new CalibrationMemory(settings).state.value).toBeNull()
  },
)
