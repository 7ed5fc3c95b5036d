import { useEffect } from 'react'
import { followLanguageSetting } from '../i18n/i18n.ts'
import { useSettings } from '../stores/stores.tsx'
import { showProse, showTheme } from './appearance.ts'

/** Shows the settings of appearance: theme, language, face and size of prose. */
export const useSettingsEffects = (): void => {
  const shown = useSettings(({ theme, language, proseFont, proseSizePx }) => ({
    theme,
    language,
    proseFont,
    proseSizePx,
  }))
  const { theme, language, proseFont, proseSizePx } = shown ?? {}
  useEffect(() => {
    if (theme) showTheme(theme)
  }, [theme])
  useEffect(() => {
    if (language) followLanguageSetting(language)
  }, [language])
  useEffect(() => {
    if (proseFont && proseSizePx) showProse({ proseFont, proseSizePx })
  }, [proseFont, proseSizePx])
}
