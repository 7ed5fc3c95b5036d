import { useTranslation } from 'react-i18next'
import { closeContentsOverlay } from '../../stores/interface.ts'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { settingsSections } from './setting-row.tsx'
import { sectionElementId } from './settings-section.tsx'

/** The contents column of the settings: its sections. */
export const SettingsContents = () => {
  const { t } = useTranslation('settings')
  return (
    <nav aria-label={t('title')} className="px-2 py-3">
      <div className="px-2 pb-1">
        <SmallCaps>{t('title')}</SmallCaps>
      </div>
      {settingsSections.map((section) => (
        <button
          key={section}
          type="button"
          onClick={() => {
            closeContentsOverlay()
            const element = document.getElementById(sectionElementId(section))
            element?.scrollIntoView({ block: 'start' })
            element?.focus({ preventScroll: true })
          }}
          className="flex h-7 w-full items-center rounded-chip px-2 text-left text-ink2 hover:bg-sel hover:text-ink"
        >
          {t(`section.${section}`)}
        </button>
      ))}
    </nav>
  )
}
