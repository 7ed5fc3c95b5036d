import { describe, expect, test } from 'vitest'
import { defaultLoadOptions as defaults } from '#contract/engine.ts'
import {
  beginDraft,
  contentOf,
  effectiveOptions,
  emptyContent,
  isSameContent,
  loadRequest,
  withOptions,
} from '../../../../../renderer/features/library/load/load-draft.ts'
import { makeLoaded } from '../../../../support/make-engine.ts'
import { makeProfile } from '../../../fixtures.ts'

const long = makeProfile({ id: 'long', name: 'Long', load: { contextTokens: 32_768, kvTypeK: 'q8_0' } })
const usual = makeProfile({ id: 'usual', name: 'Usual', isDefault: true, sampling: { temperature: 1 } })

describe('what the choice begins with', () => {
  test('is the default profile, and the settings where there is none', () => {
    expect(beginDraft('m', [usual, long], defaults, null).profileId).toBe('usual')
    expect(beginDraft('m', [long], defaults, null)).toEqual({ modelId: 'm', profileId: null, content: emptyContent })
  })

  test('is for the model in memory what it was loaded with, even where the default is another', () => {
    const loaded = makeLoaded({ profileName: 'Long', contextTokens: 16_384, kvTypeK: 'q8_0', kvTypeV: 'q4_0' })
    const draft = beginDraft('m', [usual, long], defaults, loaded)
    expect(draft.profileId).toBe('long')
    expect(draft.content.load).toEqual({ contextTokens: 16_384, kvTypeK: 'q8_0', kvTypeV: 'q4_0' })
  })

  test('keeps a length that Wattle chose by itself automatic', () => {
    const loaded = makeLoaded({ contextTokens: 8192, trainedContextTokens: 131_072 })
    expect(beginDraft('m', [], defaults, loaded).content.load).toEqual({})
    const own = makeLoaded({ contextTokens: 4096, trainedContextTokens: 131_072 })
    expect(beginDraft('m', [], defaults, own).content.load).toEqual({ contextTokens: 4096 })
  })
})

describe('the content of a profile', () => {
  test('leaves to the settings what is as in the settings', () => {
    const content = withOptions(contentOf(long), defaults, { ...defaults, threads: 3 })
    expect(content.load).toEqual({ threads: 3 })
    expect(effectiveOptions(defaults, content)).toEqual({ ...defaults, threads: 3 })
  })

  test('is the same in whatever order its keys stand', () => {
    const one = { ...emptyContent, load: { threads: 1, mlock: true } }
    const other = { ...emptyContent, load: { mlock: true, threads: 1 } }
    expect(isSameContent(one, other)).toBe(true)
    expect(isSameContent(one, { ...other, systemPrompt: 'Hm.' })).toBe(false)
  })
})

// Without that the profile would win over what the user has just put back.
test('an option that was put back to the settings goes along with the request, since the profile says otherwise', () => {
  const draft = { modelId: 'm', profileId: 'long', content: withOptions(contentOf(long), defaults, defaults) }
  expect(loadRequest(draft, long, defaults)).toEqual({
    modelId: 'm',
    profileId: 'long',
    options: { contextTokens: null, kvTypeK: 'f16' },
  })
  expect(loadRequest({ ...draft, content: contentOf(long) }, long, defaults).options).toEqual({})
})
