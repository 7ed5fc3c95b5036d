import { ChevronRight, Lock } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OfferedModel } from '#contract/offers.ts'
import { formatFileSize, unknownFigure } from '../../../i18n/format.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { FitBadge } from '../../../ui/fit-badge.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { EstimatedRate } from './estimated-rate.tsx'
import { OfferAction } from './offer-action.tsx'
import { offerColumns } from './offer-columns.ts'
import { OfferDetails } from './offer-details.tsx'
import { shownQuantization } from './offer-status.ts'
import { offerNote } from './offer-words.ts'
import { useGet } from './use-get.ts'

/** A model that can be fetched: a line with the quantization that this machine runs best, and all of them below it on demand. */
export const OfferRow = ({ offer }: { offer: OfferedModel }) => {
  const { t } = useTranslation('discover')
  const { get, problem } = useGet(offer)
  const [isOpen, setOpen] = useState(false)
  const detailsId = useId()
  const shown = shownQuantization(offer)
  const isGated = offer.gated === 'auto' || offer.gated === 'manual'
  return (
    <li className="border-b border-rule">
      <div className={`relative min-h-[52px] py-1.5 ${offerColumns}`}>
        <div className="min-w-0">
          <span className="flex items-center gap-2">
            <button
              type="button"
              aria-expanded={isOpen}
              aria-controls={isOpen ? detailsId : undefined}
              onClick={() => setOpen(!isOpen)}
              title={offer.repository}
              className="flex min-h-6 min-w-0 items-center gap-2 rounded-chip text-left font-[550] hover:underline hover:decoration-edge hover:underline-offset-[3px]"
            >
              <ChevronRight
                size={16}
                strokeWidth={1.5}
                aria-hidden
                className={classNames('shrink-0 text-ink3 transition-transform duration-120', isOpen && 'rotate-90')}
              />
              <span className="truncate">{offer.name}</span>
            </button>
            {isGated && (
              <span className="flex shrink-0 items-center gap-1 type-badge text-ink2">
                <Lock size={12} strokeWidth={1.5} aria-hidden />
                {t('gated.mark')}
              </span>
            )}
          </span>
          <span className="block truncate pl-6 type-secondary text-ink3">{offerNote(offer, t)}</span>
        </div>
        <span className="truncate type-figure max-narrow:hidden">{shown?.name ?? unknownFigure}</span>
        <span className="type-figure whitespace-nowrap">{formatFileSize(shown?.sizeBytes ?? null)}</span>
        <EstimatedRate rate={shown?.estimatedRate ?? null} />
        <FitBadge verdict={shown?.fit.verdict ?? 'unknown'} className="max-narrow:[&>span]:sr-only" />
        <span className="justify-self-end">
          {shown && offer.recommended !== null ? (
            <OfferAction offer={offer} quantization={shown} onGet={() => void get(shown)} />
          ) : (
            <Button
              size="compact"
              aria-label={t('detailsNamed', { name: offer.name })}
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {t('details')}
            </Button>
          )}
        </span>
      </div>
      {problem && <ProblemNotice problem={problem} className="mb-3" />}
      {isOpen && (
        <div id={detailsId}>
          <OfferDetails offer={offer} onGet={(quantization) => void get(quantization)} />
        </div>
      )}
    </li>
  )
}

/** Models that can be fetched, in the order given. */
export const OfferList = ({ offers, label }: { offers: readonly OfferedModel[]; label: string }) => (
  <ul aria-label={label} className="border-t-[1.5px] border-ink2">
    {offers.map((offer) => (
      <OfferRow key={offer.catalogId ?? offer.repository} offer={offer} />
    ))}
  </ul>
)
