import { Star } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Says beside a name that it is a favourite. */
export const FavouriteStar = () => {
  const { t } = useTranslation('library')
  return (
    <>
      <Star size={12} strokeWidth={1.5} aria-hidden className="shrink-0 fill-ink2 text-ink2" />
      <span className="sr-only">{t('favourite')}</span>
    </>
  )
}
