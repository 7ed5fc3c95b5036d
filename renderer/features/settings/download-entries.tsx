import { useTranslation } from 'react-i18next'
import { DownloadLimitSetting, ParallelDownloadsSetting } from './download-settings.tsx'
import { FolderLink, HubAccess } from './hub-access.tsx'
import type { SettingEntry } from './setting-entry.tsx'
import type { SettingsEditor } from './use-settings-editor.ts'

/** How models are fetched, and how the hub is reached. */
export const useDownloadEntries = (editor: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const entry = (id: 'parallelDownloads' | 'downloadLimit' | 'hub' | 'folders', node: SettingEntry['node']) => ({
    id,
    section: 'downloads' as const,
    text: `${t(`${id}.label`)} ${t(`${id}.effect`)}`,
    node,
  })
  return [
    entry('parallelDownloads', <ParallelDownloadsSetting editor={editor} />),
    entry('downloadLimit', <DownloadLimitSetting editor={editor} />),
    entry('hub', <HubAccess />),
    entry('folders', <FolderLink />),
  ]
}
