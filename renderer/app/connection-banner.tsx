import { Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnectionStatus } from '../data/client-context.tsx'

/** Shorter losses are mended before anyone could read about them. */
const quietMs = 1200

/** Says that the page has lost Wattle, for as long as it has. Everything resumes by itself. */
export const ConnectionBanner = () => {
  const { t } = useTranslation('app')
  const isLost = useConnectionStatus() === 'lost'
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    if (!isLost) return setShown(false)
    const timer = setTimeout(() => setShown(true), quietMs)
    return () => clearTimeout(timer)
  }, [isLost])
  return (
    <div role="status" className="col-span-full">
      {isShown && (
        <p className="flex items-center gap-2 border-b border-rule bg-claywash px-4 py-1.5">
          <Unplug size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-clay" />
          <span>
            <b className="font-semibold text-clay">{t('connection.lost')}</b> {t('connection.explanation')}
          </span>
        </p>
      )}
    </div>
  )
}
