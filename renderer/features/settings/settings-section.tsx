import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingsSection } from './setting-row.tsx'

export const sectionElementId = (section: SettingsSection): string => `settings-${section}`

/** A section of the page, with the heading that the contents lead to. */
export const SectionBlock = ({ section, children }: { section: SettingsSection; children: ReactNode }) => {
  const { t } = useTranslation('settings')
  const id = sectionElementId(section)
  return (
    <section aria-labelledby={`${id}-heading`} id={id} tabIndex={-1} className="mb-10 scroll-mt-4 outline-none">
      <h2 id={`${id}-heading`} className="border-b-[1.5px] border-ink2 pb-1.5 type-section">
        {t(`section.${section}`)}
      </h2>
      {children}
    </section>
  )
}
