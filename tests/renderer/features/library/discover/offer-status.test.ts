import { describe, expect, test } from 'vitest'
import {
  matchOffers,
  offerStatus,
  shownQuantization,
} from '../../../../../renderer/features/library/discover/offer-status.ts'
import { makeDownload } from '../../../../support/make-download.ts'
import { makeModel, makeOffer, makeQuantization } from '../../../fixtures.ts'

const q4 = makeQuantization({ name: 'Q4_K_M' })
const offer = makeOffer({ quantizations: [makeQuantization({ name: 'Q8_0' }), q4], recommended: 'Q4_K_M' })

describe('an offered quantization', () => {
  test('is to be had where nothing is known of it', () => {
    expect(offerStatus(offer, q4, [], [])).toEqual({ kind: 'available' })
  })

  test('is on its way where a download of it was begun after the offer was read', () => {
    const download = makeDownload({ quantization: 'Q4_K_M' })
    expect(offerStatus(offer, q4, [], [download])).toEqual({ kind: 'underWay', download })
    expect(offerStatus(offer, q4, [], [makeDownload({ quantization: 'Q8_0' })])).toEqual({ kind: 'available' })
  })

  test('is installed once the download has brought a model, and no longer when that was removed', () => {
    const done = makeDownload({ quantization: 'Q4_K_M', state: 'done', modelId: 'm' })
    expect(offerStatus(offer, q4, [makeModel({ id: 'm' })], [done])).toEqual({ kind: 'installed', modelId: 'm' })
    expect(offerStatus(offer, q4, [], [done])).toEqual({ kind: 'available' })
    // Its file was deleted in the file manager, and could not be fetched again.
    const gone = makeModel({ id: 'm', isReachable: false })
    expect(offerStatus(offer, q4, [gone], [done])).toEqual({ kind: 'available' })
  })
})

test('a line speaks of the recommended quantization, else of the smallest', () => {
  expect(shownQuantization(offer)?.name).toBe('Q4_K_M')
  expect(shownQuantization({ ...offer, recommended: null })?.name).toBe('Q4_K_M')
  expect(shownQuantization({ ...offer, recommended: 'Q8_0' })?.name).toBe('Q8_0')
  expect(shownQuantization({ ...offer, quantizations: [] })).toBeUndefined()
})

test('a ladder has the offer that one of its files came from, else the one of its name', () => {
  const model = makeModel({ id: 'm', ladderName: 'Other name' })
  const named = makeOffer({ repository: 'b/named', name: 'llama-3.2 3B Instruct' })
  const own = makeOffer({ repository: 'a/own', name: 'Anything', quantizations: [makeQuantization({ modelId: 'm' })] })
  const ladder = { id: 'l', name: 'Llama 3.2 3B Instruct', models: [model] }
  expect(matchOffers([ladder], [named, own]).get('l')?.repository).toBe('a/own')
  expect(matchOffers([ladder], [named]).get('l')?.repository).toBe('b/named')
  expect(matchOffers([{ ...ladder, name: 'Llama 3.2 1B' }], [named]).size).toBe(0)
})
