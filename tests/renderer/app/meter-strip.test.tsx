// @vitest-environment jsdom
import { act, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { expect, test } from 'vitest'
import { MeterStrip } from '../../../renderer/app/meter-strip.tsx'
import { ModelPlate } from '../../../renderer/app/model-plate.tsx'
import { aPresentRun } from '../../support/lab-showcase/present-run.ts'
import { makeEngine, makeLoaded } from '../../support/make-engine.ts'
import { makeModel, makeModels } from '../fixtures.ts'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const live = (tokensPerSecond: number | null, decodeTokens: number) => ({
  messageId: 'm',
  phase: 'decode' as const,
  tokensPerSecond,
  decodeTokens,
})
const generating = (tokensPerSecond: number | null, decodeTokens: number) =>
  makeEngine({
    phase: 'generating',
    modelId: 'model-1',
    loaded: makeLoaded(),
    contextUsedTokens: 512,
    live: live(tokensPerSecond, decodeTokens),
  })

test('before the first answer the rate is a dash, and so is every figure of the energy meter', () => {
  const { stores } = renderPart(<MeterStrip />)
  act(() => stores.engine.setState(makeEngine({ phase: 'ready', loaded: makeLoaded() }), true))
  expect(screen.getAllByText('–')).toHaveLength(4)
  expect(screen.getAllByText('Not measured')).toHaveLength(3)
  expect(screen.getByText('No answers yet')).toBeTruthy()
})

// The bug: at rest the strip shows another rate than the line under the answer.
test('while an answer is written its rate of now is shown, and the rate of the whole answer when it has ended', () => {
  const { stores } = renderPart(<MeterStrip />)
  act(() => stores.engine.setState(generating(38.24, 40), true))
  expect(screen.getByText('Writing')).toBeTruthy()
  expect(screen.getByText('38.2')).toBeTruthy()
  expect(screen.getByText('Engine timer')).toBeTruthy()
  expect(screen.getByText('40 tokens so far')).toBeTruthy()
  act(() =>
    stores.engine.setState(makeEngine({ phase: 'ready', loaded: makeLoaded(), lastTokensPerSecond: 36.04 }), true),
  )
  expect(screen.getByText('36.0')).toBeTruthy()
  expect(screen.getByText(/^Last answer \d\d:\d\d$/)).toBeTruthy()
})

// The bug: after a reload “No answers yet” stood beside the rate of the last one.
test('after a reload the strip says nothing about answers that it did not see, but shows the rate of the last', () => {
  const { stores } = renderPart(<MeterStrip />)
  act(() => stores.engine.setState(makeEngine({ phase: 'ready', lastTokensPerSecond: 36.04 }), true))
  expect(screen.getByText('36.0')).toBeTruthy()
  expect(screen.queryByText('No answers yet')).toBeNull()
})

// The bug: “Ready” was still said of an engine that nobody could reach.
test('a lost connection is said in place of what the engine did last', () => {
  const { stores, connection } = renderPart(<MeterStrip />)
  act(() => stores.engine.setState(generating(38.24, 40), true))
  act(() => connection.status.setState('lost', true))
  expect(screen.getByText('Not connected')).toBeTruthy()
  expect(screen.queryByText('40 tokens so far')).toBeNull()
  act(() => connection.status.setState('open', true))
  expect(screen.getByText('Writing')).toBeTruthy()
})

// The bug: the curve of an answer before the engine ended cut “After an answer” short.
test('no curve stands beside a rate that is not known', () => {
  const { stores, container } = renderPart(<MeterStrip />)
  act(() => stores.engine.setState(generating(38.24, 40), true))
  const marks = () => container.querySelectorAll('svg:not(.lucide)').length
  const before = marks()
  act(() => stores.engine.setState(makeEngine({ phase: 'off' }), true))
  expect(screen.getByText('After an answer')).toBeTruthy()
  expect(marks()).toBe(before - 1)
})

test('a crash says when, and with which code', () => {
  const { stores } = renderPart(<MeterStrip />)
  const problem = { code: 'ENGINE_CRASHED' as const, params: { exitCode: 134 }, detail: null }
  act(() => stores.engine.setState(makeEngine({ phase: 'crashed', problem, crashedAtMs: 0 }), true))
  expect(screen.getByText('Engine stopped')).toBeTruthy()
  expect(screen.getByText(/, exit 134$/)).toBeTruthy()
})

test('an engine that was killed says by which signal', () => {
  const { stores } = renderPart(<MeterStrip />)
  const problem = { code: 'ENGINE_CRASHED' as const, params: { signal: 'SIGKILL' }, detail: null }
  act(() => stores.engine.setState(makeEngine({ phase: 'crashed', problem, crashedAtMs: 0 }), true))
  expect(screen.getByText(/, SIGKILL$/)).toBeTruthy()
})

test('the privacy line counts the requests of the log', async () => {
  renderPart(<MeterStrip />)
  expect(await screen.findByText(/^No connection opened since \d\d:\d\d$/)).toBeTruthy()
})

// At four readings a second the plate would be drawn 240 times a minute for nothing.
test('a reading does not draw the plate again', () => {
  let draws = 0
  const { stores } = renderPart(
    <Profiler
      id="plate"
      onRender={() => {
        draws += 1
      }}
    >
      <ModelPlate />
    </Profiler>,
  )
  act(() => stores.models.setState(makeModels([makeModel()]), true))
  act(() => stores.engine.setState(generating(null, 1), true))
  const before = draws
  const { loaded } = generating(null, 1)
  const kept = stores.engine.getState()?.loaded ?? loaded
  for (let tokens = 2; tokens < 20; tokens += 1)
    act(() => stores.engine.setState({ ...generating(30, tokens), loaded: kept }, true))
  expect(draws).toBe(before)
})

test('while the lab is at work strip and plate say so, with the time that is left; paused they do not', () => {
  const { stores } = renderPart(
    <>
      <ModelPlate />
      <MeterStrip />
    </>,
  )
  const { progress } = aPresentRun()
  act(() => {
    stores.models.setState(makeModels([makeModel()]), true)
    stores.engine.setState(makeEngine({ phase: 'off' }), true)
    stores.lab.setState(progress, true)
  })
  expect(screen.getByText('Lab at work')).toBeTruthy()
  expect(screen.getByText('In use by Lab')).toBeTruthy()
  expect(screen.getByText('41 min')).toBeTruthy()
  expect(screen.getByText(/^Ends about \d\d:\d\d$/)).toBeTruthy()
  act(() => stores.lab.setState({ ...progress, state: 'paused' }, true))
  expect(screen.queryByText('In use by Lab')).toBeNull()
  expect(screen.getByText('No model loaded')).toBeTruthy()
})
