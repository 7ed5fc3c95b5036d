import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { formatContextTick, formatDate, formatFileSize, formatNumber, formatParameters } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { ExternalLink } from '../../../ui/external-link.tsx'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { ProvenanceBadge } from '../../../ui/provenance-badge.tsx'
import { EstimatedRate } from './estimated-rate.tsx'
import { GatedHelp } from './gated-help.tsx'
import { OfferAction } from './offer-action.tsx'
import { offerColumns } from './offer-columns.ts'
import { aboutOffer, uncheckedWords } from './offer-words.ts'

type OfferDetailsProps = { offer: OfferedModel; onGet: (quantization: OfferedQuantization) => void }

const QuantizationLine = ({
  offer,
  quantization,
  onGet,
}: OfferDetailsProps & { quantization: OfferedQuantization }) => {
  const { t } = useTranslation('discover')
  const isRecommended = quantization.name === offer.recommended
  const notes = [
    isRecommended ? t('recommended') : null,
    quantization.bitsPerWeight === null ? null : t('bits', { bits: formatNumber(quantization.bitsPerWeight, 1) }),
    quantization.files.length > 1 ? t('partCount', { count: quantization.files.length }) : null,
  ]
  return (
    <li className={`h-9 border-t border-rule first:border-t-0 ${offerColumns}`}>
      <span className="min-w-0 truncate pl-6 type-secondary text-ink3">{notes.filter(Boolean).join(' · ')}</span>
      <span
        className={`truncate type-figure max-narrow:hidden ${isRecommended ? 'font-medium!' : ''}`}
        title={quantization.name}
      >
        {quantization.name}
      </span>
      <span className="type-figure whitespace-nowrap">{formatFileSize(quantization.sizeBytes)}</span>
      <EstimatedRate rate={quantization.estimatedRate} />
      <FitBadge verdict={quantization.fit.verdict} className="max-narrow:[&>span]:sr-only" />
      <span className="justify-self-end">
        <OfferAction offer={offer} quantization={quantization} onGet={() => onGet(quantization)} />
      </span>
    </li>
  )
}

/** What opens below an offer: what it is, what is asked for it, and every quantization. */
export const OfferDetails = ({ offer: known, onGet }: OfferDetailsProps) => {
  const { t } = useTranslation('discover')
  const { t: tCatalog } = useTranslation('catalog')
  const client = useClient()
  const asked = useMutation({ mutationFn: (repository: string) => client.hub.model({ repository }) })
  const offer = asked.data ?? known
  const about = aboutOffer(offer, tCatalog)
  const facts = [
    offer.parameterCount === null ? null : t('fact.parameters', { figure: formatParameters(offer.parameterCount) }),
    offer.contextTokens === null ? null : t('fact.context', { figure: formatContextTick(offer.contextTokens) }),
    offer.architecture,
    offer.updatedAtMs === null ? null : t('fact.updated', { date: formatDate(offer.updatedAtMs) }),
  ]
  return (
    <div className="pb-3">
      <div className="max-w-160 pb-2 pl-6">
        {about && <p className="type-empty text-ink2">{about}</p>}
        <p className="flex flex-wrap items-center gap-x-3 type-secondary text-ink2">
          {facts.filter(Boolean).join(' · ')}
          <ExternalLink href={offer.pageUrl}>{t('page')}</ExternalLink>
        </p>
        {offer.unchecked.length > 0 && (
          <p className="mt-1 type-secondary text-ink3">
            <ProvenanceBadge kind="not-measured">{t('unchecked.mark')}</ProvenanceBadge>{' '}
            {t('unchecked.explanation', { fields: uncheckedWords(offer, t) })}
          </p>
        )}
      </div>
      {offer.gated !== 'no' && offer.gated !== 'unknown' && (
        <div className="pl-6">
          <p className="max-w-160 text-ink2">{t(`gated.${offer.gated}`, { author: offer.author })}</p>
          <GatedHelp pageUrl={offer.pageUrl} />
        </div>
      )}
      {offer.quantizations.length > 0 ? (
        <ul aria-label={t('quantizationsOf', { name: offer.name })}>
          {offer.quantizations.map((quantization) => (
            <QuantizationLine key={quantization.name} offer={offer} quantization={quantization} onGet={onGet} />
          ))}
        </ul>
      ) : (
        <div className="pl-6">
          <p className="text-ink2">{t(asked.isSuccess ? 'noFiles' : 'filesUnknown')}</p>
          {!asked.isSuccess && (
            <Button
              size="compact"
              className="mt-2"
              disabled={asked.isPending}
              onClick={() => asked.mutate(offer.repository)}
            >
              {t(asked.isPending ? 'askingFiles' : 'askFiles')}
            </Button>
          )}
          {asked.error && <ProblemNotice problem={problemOf(asked.error)} className="mt-3" />}
        </div>
      )}
    </div>
  )
}
