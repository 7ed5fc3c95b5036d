import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { pseudoCatalogue } from './pseudo.ts'
import { english } from './resources.ts'

/** The languages that there is a catalogue for. `pseudo` is for testing: accents, and a third longer. */
export const languages = ['en', 'pseudo'] as const

/** The language for a setting: `system` takes the first of the browser's languages that has a catalogue, else English. */
export const resolveLanguage = (setting: string, preferred: readonly string[]): (typeof languages)[number] => {
  const wanted = setting === 'system' ? preferred : [setting]
  for (const tag of wanted) {
    const found = languages.find((language) => language === tag || tag.startsWith(`${language}-`))
    if (found) return found
  }
  return 'en'
}

const fromAddress = new URLSearchParams(globalThis.location?.search ?? '').get('locale')

/** Starts i18next with every catalogue at hand, so that no text waits for the network. */
export const startI18n = (): void => {
  const lng = resolveLanguage(fromAddress ?? 'system', navigator.languages)
  void i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    resources: lng === 'pseudo' ? { en: english, pseudo: pseudoCatalogue(english) } : { en: english },
    defaultNS: 'app',
    initAsync: false,
    interpolation: { escapeValue: false },
    missingInterpolationHandler: () => '–',
  })
}

/** Follows the language setting; `?locale=` in the address wins. */
export const followLanguageSetting = (setting: string): void => {
  const language = resolveLanguage(fromAddress ?? setting, navigator.languages)
  if (language === 'pseudo' && !i18next.hasResourceBundle('pseudo', 'app')) {
    for (const [namespace, catalogue] of Object.entries(pseudoCatalogue(english))) {
      i18next.addResourceBundle('pseudo', namespace, catalogue)
    }
  }
  document.documentElement.lang = language === 'pseudo' ? 'en-x-pseudo' : language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
