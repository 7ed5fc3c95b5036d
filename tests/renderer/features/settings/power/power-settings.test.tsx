// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { CalibrationProgress } from '#contract/meter.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { CalibrationSetting } from '../../../../../renderer/features/settings/power/calibration-setting.tsx'
import { useMeterEntries } from '../../../../../renderer/features/settings/power/meter-entries.tsx'
import { PlugsSetting } from '../../../../../renderer/features/settings/power/plugs-setting.tsx'
import type { SettingsEditor } from '../../../../../renderer/features/settings/use-settings-editor.ts'
import { aMeterState, aPowerSource } from '../../../../support/energies.ts'
import { type FakeClient, setUpPage } from '../../../harness.tsx'
import { renderSetting, typeInto } from '../render-setting.tsx'

setUpPage()

const card = aPowerSource({
  id: 'nvidia-smi:GPU-1',
  collector: 'nvidia-smi',
  name: 'RTX 4060',
  scope: 'gpu-board',
  provenance: 'device-sensor',
  state: 'locked',
})
const plug = { id: 'plug-1', address: '10.0.0.4', kind: 'tasmota', name: 'Desk' } as const
const { meter } = defaultSettings

const All = ({ editor }: { editor: SettingsEditor }) =>
  useMeterEntries(editor).map(({ id, node }) => <div key={id}>{node}</div>)
const open = (parts: Partial<Settings> = {}, client: FakeClient = {}) => {
  const view = renderSetting((editor) => <All editor={editor} />, parts, client)
  act(() => view.stores.meter.setState(aMeterState({ sources: [aPowerSource(), card] }), true))
  return view
}

test('the meter is turned off with the rest of its settings kept', async () => {
  const { now } = open({ meter: { ...meter, supply: 'gold' } })
  fireEvent.click(screen.getByRole('switch', { name: 'Measure power' }))
  await waitFor(() => expect(now().meter).toEqual({ ...meter, supply: 'gold', isOn: false }))
})

test('each source says what it covers and how it is, and can be left alone and taken back', async () => {
  const { now } = open()
  expect(screen.getByText('the processor · live')).toBeTruthy()
  expect(screen.getByText('the graphics card · locked')).toBeTruthy()
  const toggle = screen.getByRole('switch', { name: 'RTX 4060, nvidia-smi' })
  fireEvent.click(toggle)
  await waitFor(() => expect(now().meter.offSources).toEqual(['nvidia-smi:GPU-1']))
  expect(screen.getByText('the graphics card · off')).toBeTruthy()
  fireEvent.click(toggle)
  await waitFor(() => expect(now().meter.offSources).toEqual([]))
})

test('without a source it says whether nothing was found or the meter is off', () => {
  const { stores } = open()
  act(() => stores.meter.setState(aMeterState({ sources: [] }), true))
  expect(screen.getByText('Nothing was found yet.')).toBeTruthy()
  act(() => stores.settings.setState({ ...defaultSettings, meter: { ...meter, isOn: false } }, true))
  expect(screen.getByText('The meter is off.')).toBeTruthy()
})

test('the processor’s limit is a number of watts, and empty again as it was found', async () => {
  const { now } = open()
  typeInto('Processor’s power limit', '65')
  await waitFor(() => expect(now().meter.cpuLimitW).toBe(65))
  fireEvent.click(screen.getByRole('button', { name: 'Reset Processor’s power limit' }))
  await waitFor(() => expect(now().meter.cpuLimitW).toBeNull())
})

test('a plug is added by its address, and is asked for once', async () => {
  const addPlug = vi.fn(async () => plug)
  renderSetting(() => <PlugsSetting plugs={[]} />, {}, { meter: { addPlug } })
  const field = screen.getByLabelText<HTMLInputElement>('Address of a plug')
  fireEvent.change(field, { target: { value: ' 10.0.0.4 ' } })
  fireEvent.submit(field)
  fireEvent.submit(field)
  await waitFor(() => expect(field.value).toBe(''))
  expect(addPlug).toHaveBeenCalledTimes(1)
  expect(addPlug).toHaveBeenCalledWith({ address: '10.0.0.4' })
})

test('a plug that does not answer is said beside the field, and the address stays', async () => {
  const data = { params: { address: '10.0.0.4' }, detail: 'connect ECONNREFUSED' }
  const addPlug = async () => Promise.reject(new ORPCError('METER_PLUG_UNREACHABLE', { data }))
  renderSetting(() => <PlugsSetting plugs={[]} />, {}, { meter: { addPlug } })
  const field = screen.getByLabelText<HTMLInputElement>('Address of a plug')
  fireEvent.change(field, { target: { value: '10.0.0.4' } })
  fireEvent.submit(field)
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByText(/ECONNREFUSED/)).toBeTruthy()
  expect(field.value).toBe('10.0.0.4')
})

test('a plug is removed by its name; a ninth cannot be added', () => {
  const removePlug = vi.fn(async () => undefined)
  const plugs = Array.from({ length: 8 }, (_, index) => ({ ...plug, id: `plug-${index}`, name: `Desk ${index}` }))
  renderSetting(() => <PlugsSetting plugs={plugs} />, {}, { meter: { removePlug } })
  fireEvent.click(screen.getByRole('button', { name: 'Remove Desk 3' }))
  expect(removePlug).toHaveBeenCalledWith({ id: 'plug-3' })
  expect(screen.queryByLabelText('Address of a plug')).toBeNull()
  expect(screen.getByText('Eight plugs is the most.')).toBeTruthy()
})

/** A calibration that goes on when the test says so. */
const calibrationOf = () => {
  const steps: (CalibrationProgress | Error)[] = []
  const signals: AbortSignal[] = []
  let wake = () => {}
  const calibrate = async (_input: undefined, { signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    return (async function* () {
      while (!signal.aborted) {
        const step = steps.shift()
        if (step === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else if (step instanceof Error) throw step
        else yield step
        if (step !== undefined && 'step' in step && step.step === 'done') return
      }
    })()
  }
  const give = (step: CalibrationProgress | Error) => {
    steps.push(step)
    wake()
  }
  return { calibrate, give, signals }
}

test('a calibration tells each step, then what came of it, and can be forgotten', async () => {
  const { calibrate, give } = calibrationOf()
  const forgetCalibration = vi.fn(async () => undefined)
  renderSetting(() => <CalibrationSetting />, {}, { meter: { calibrate: calibrate as never, forgetCalibration } })
  fireEvent.click(screen.getByRole('button', { name: 'Calibrate' }))
  expect(await screen.findByText(/leave the machine alone/)).toBeTruthy()
  give({ step: 'load', progress: 0.5 })
  expect(await screen.findByText('The model writes for a minute.')).toBeTruthy()
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50')
  give({ step: 'done', fixedW: 12.34, factor: 1.118, residualW: 0.82, readings: 118 })
  expect(
    await screen.findByText(/12\.3 W and 1\.12 times the components’ sum\. The 118 readings lie 0\.8 W/),
  ).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Reset Calibration' }))
  await waitFor(() => expect(forgetCalibration).toHaveBeenCalledTimes(1))
  expect(await screen.findByRole('button', { name: 'Calibrate' })).toBeTruthy()
})

test('why a calibration could not be made is said, and it can be tried again', async () => {
  const { calibrate, give } = calibrationOf()
  renderSetting(() => <CalibrationSetting />, {}, { meter: { calibrate: calibrate as never } })
  fireEvent.click(screen.getByRole('button', { name: 'Calibrate' }))
  give(new ORPCError('CALIBRATION_NEEDS_PLUG', { data: { params: {}, detail: null } }))
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Calibrate' })).toBeTruthy()
})

test('leaving the page ends the calibration', async () => {
  const { calibrate, signals } = calibrationOf()
  const { unmount } = renderSetting(() => <CalibrationSetting />, {}, { meter: { calibrate: calibrate as never } })
  fireEvent.click(screen.getByRole('button', { name: 'Calibrate' }))
  await waitFor(() => expect(signals).toHaveLength(1))
  unmount()
  expect(signals[0]?.aborted).toBe(true)
})
