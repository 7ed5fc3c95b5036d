import type { TFunction } from 'i18next'
import type { OfferedModel } from '#contract/offers.ts'
import { formatCount } from '../../../i18n/format.ts'
import { english } from '../../../i18n/resources.ts'

type AboutKey = keyof typeof english.catalog
const isAboutKey = (key: string): key is AboutKey => Object.hasOwn(english.catalog, key)

/** What the interface says about an entry of the catalogue; null where it says nothing. */
export const aboutOffer = ({ descriptionKey }: OfferedModel, t: TFunction<'catalog'>): string | null =>
  descriptionKey !== null && isAboutKey(descriptionKey) ? t(`${descriptionKey}`) : null

/** The small line below an offer's name: author, downloads, likes, licence; what is not known is left out. */
export const offerNote = (offer: OfferedModel, t: TFunction<'discover'>): string =>
  [
    offer.author,
    offer.downloads === null
      ? null
      : t('note.downloads', { count: offer.downloads, figure: formatCount(offer.downloads) }),
    offer.likes === null ? null : t('note.likes', { count: offer.likes, figure: formatCount(offer.likes) }),
    offer.licence,
  ]
    .filter(Boolean)
    .join(' · ')

const checkedFields = [
  'activeParameterCount',
  'architecture',
  'chatFormat',
  'contextTokens',
  'gated',
  'licence',
  'parameterCount',
  'revision',
  'sha256',
  'sizeBytes',
] as const

/** The fields of an entry that nobody could check, in words. */
export const uncheckedWords = ({ unchecked }: OfferedModel, t: TFunction<'discover'>): string =>
  unchecked
    .map((name) => {
      const field = checkedFields.find((known) => known === name)
      return field ? t(`unchecked.field.${field}`) : name
    })
    .join(', ')
