import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { formatNumber } from '../../i18n/format.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Slider } from '../../ui/slider.tsx'
import type { SettingRow } from './setting-row.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const allLanguages = ['system', 'en', 'pseudo'] as const

const proseSizes = { min: 15, max: 20 }

/** Theme, language, and how prose is set. */
export const useAppearanceRows = ({ settings, change }: SettingsEditor): SettingRow[] => {
  const { t } = useTranslation('settings')
  const row = <K extends 'theme' | 'language' | 'proseFont' | 'proseSizePx'>(key: K, defaultText: string) => ({
    id: key,
    section: 'appearance' as const,
    label: t(`${key}.label`),
    effect: t(`${key}.effect`),
    defaultText,
    isDefault: settings[key] === defaultSettings[key],
    reset: () => change({ [key]: defaultSettings[key] }),
  })
  // The pseudo-locale is for those who build Wattle. Whoever has it chosen still sees that it is.
  const languages = allLanguages.filter(
    (language) => language !== 'pseudo' || import.meta.env.DEV || settings.language === 'pseudo',
  )
  return [
    {
      ...row('theme', t('theme.system')),
      control: (
        <Segmented
          label={t('theme.label')}
          value={settings.theme}
          onChange={(theme) => change({ theme })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      ),
    },
    {
      ...row('language', t('language.system')),
      control: (
        <Select
          label={t('language.label')}
          value={settings.language}
          onChange={(language) => change({ language })}
          options={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      ),
    },
    {
      ...row('proseFont', t('proseFont.serif')),
      control: (
        <Segmented
          label={t('proseFont.label')}
          value={settings.proseFont}
          onChange={(proseFont) => change({ proseFont })}
          options={(['serif', 'sans'] as const).map((value) => ({ value, label: t(`proseFont.${value}`) }))}
        />
      ),
    },
    {
      ...row('proseSizePx', t('px', { size: defaultSettings.proseSizePx })),
      control: (
        <div className="flex w-52 items-center gap-3">
          <div className="flex-1">
            <Slider
              label={t('proseSizePx.label')}
              value={settings.proseSizePx}
              onChange={(proseSizePx) => change({ proseSizePx })}
              {...proseSizes}
              ticks={[15, 16, 17, 18, 19, 20]}
              valueText={(size) => t('px', { size: formatNumber(size) })}
            />
          </div>
          <span className="w-10 text-right type-figure">{t('px', { size: settings.proseSizePx })}</span>
        </div>
      ),
    },
  ]
}
