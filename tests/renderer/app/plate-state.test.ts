import { describe, expect, test } from 'vitest'
import { plateState } from '../../../renderer/app/plate-state.ts'
import { makeEngine, makeLoaded } from '../../support/make-engine.ts'
import { makeModel } from '../fixtures.ts'

const chosen = makeModel()
const models = { chosen, starter: { phase: 'declined' as const } }

describe('the model plate', () => {
  test('says nothing before the core has', () => {
    expect(plateState(undefined, undefined)).toEqual({ kind: 'unknown' })
  })

  test('a starter on its way is shown only while no model is chosen', () => {
    const starter = { phase: 'checking' as const }
    expect(plateState({ chosen: null, starter }, undefined)).toEqual({ kind: 'starter', starter })
    expect(plateState({ chosen, starter }, undefined).kind).toBe('model')
  })

  test('a starter that failed is shown; one that was declined is no model', () => {
    expect(plateState({ chosen: null, starter: { phase: 'failed', attempts: [] } }, undefined).kind).toBe('starter')
    expect(plateState({ chosen: null, starter: { phase: 'declined' } }, undefined).kind).toBe('none')
  })

  test.each([
    ['starting', { phase: 'starting' as const, loadProgress: null }, { kind: 'loading', progress: null }],
    ['loading', { phase: 'loading' as const, loadProgress: 0.4 }, { kind: 'loading', progress: 0.4 }],
    ['crashed', { phase: 'crashed' as const }, { kind: 'stopped' }],
    ['circuit open', { phase: 'circuit-open' as const }, { kind: 'gave-up' }],
    ['off', { phase: 'off' as const }, { kind: 'not-loaded' }],
    // A load at start that failed looked like one that had not been asked for.
    [
      'off after a failed load',
      { phase: 'off' as const, problem: { code: 'OUT_OF_MEMORY' as const, params: {}, detail: null } },
      { kind: 'load-failed' },
    ],
    ['ready', { phase: 'ready' as const, loaded: makeLoaded() }, { kind: 'loaded', loaded: makeLoaded() }],
  ])('%s', (_name, change, engine) => {
    expect(plateState(models, makeEngine({ modelId: chosen.id, ...change }))).toEqual({
      kind: 'model',
      model: chosen,
      engine,
    })
  })

  // The plate once claimed the layers of the model before.
  test('what the engine holds of another model is not said of this one', () => {
    const other = makeEngine({ phase: 'ready', modelId: 'other', loaded: makeLoaded({ modelId: 'other' }) })
    expect(plateState(models, other)).toMatchObject({ engine: { kind: 'not-loaded' } })
  })
})
