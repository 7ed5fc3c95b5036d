import { useTranslation } from 'react-i18next'
import { defaultSettings } from '#contract/settings.ts'
import { formatNumber } from '../../i18n/format.ts'
import { NumberSetting } from './number-setting.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

const megabyte = 1e6

/** How many downloads run side by side. */
export const ParallelDownloadsSetting = ({ editor }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const { parallelDownloads } = editor.settings
  const save = (count: number | null) =>
    editor.change({ parallelDownloads: count ?? defaultSettings.parallelDownloads })
  return (
    <NumberSetting
      row={{
        id: 'parallelDownloads',
        section: 'downloads',
        label: t('parallelDownloads.label'),
        effect: t('parallelDownloads.effect'),
        defaultText: formatNumber(defaultSettings.parallelDownloads),
        isDefault: parallelDownloads === defaultSettings.parallelDownloads,
        reset: () => save(null),
      }}
      value={parallelDownloads}
      range={{ min: 1, max: 8, isInteger: true, isNullable: false }}
      save={save}
    />
  )
}

/** What all downloads together may take, in MB/s. */
export const DownloadLimitSetting = ({ editor }: { editor: SettingsEditor }) => {
  const { t } = useTranslation('settings')
  const bytes = editor.settings.downloadLimitBytesPerSecond
  const save = (megabytes: number | null) =>
    editor.change({ downloadLimitBytesPerSecond: megabytes === null ? null : Math.round(megabytes * megabyte) })
  return (
    <NumberSetting
      row={{
        id: 'downloadLimit',
        section: 'downloads',
        label: t('downloadLimit.label'),
        effect: t('downloadLimit.effect'),
        defaultText: t('none'),
        isDefault: bytes === defaultSettings.downloadLimitBytesPerSecond,
        reset: () => save(null),
      }}
      value={bytes === null ? null : bytes / megabyte}
      range={{ min: 0.01, max: 100_000, isInteger: false, isNullable: true }}
      placeholder={t('downloadLimit.none')}
      save={save}
    />
  )
}
