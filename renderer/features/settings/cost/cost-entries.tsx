import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingEntry } from '../setting-entry.tsx'
import type { SettingsEditor } from '../use-settings-editor.ts'
import { AmortisationSetting } from './amortisation-setting.tsx'
import { CarbonSetting } from './carbon-setting.tsx'
import { CloudPricesSetting } from './cloud-prices-setting.tsx'
import { ExchangeRateSetting } from './exchange-rate-setting.tsx'
import { ShownPricesSetting } from './shown-prices-setting.tsx'
import { TariffSetting } from './tariff-setting.tsx'

/** What energy costs and stands for, and what the same tokens cost elsewhere. */
export const useCostEntries = (editor: SettingsEditor): SettingEntry[] => {
  const { t } = useTranslation('settings')
  const entry = (
    id: 'tariff' | 'carbon' | 'amortisation' | 'exchangeRate' | 'cloudPrices' | 'shownPrices',
    node: ReactNode,
  ): SettingEntry => ({
    id: `cost.${id}`,
    section: 'cost',
    text: `${t(`cost.${id}.label`)} ${t(`cost.${id}.effect`)}`,
    node,
  })
  return [
    entry('tariff', <TariffSetting editor={editor} />),
    entry('carbon', <CarbonSetting editor={editor} />),
    entry('amortisation', <AmortisationSetting editor={editor} />),
    entry('exchangeRate', <ExchangeRateSetting editor={editor} />),
    entry('cloudPrices', <CloudPricesSetting editor={editor} />),
    entry('shownPrices', <ShownPricesSetting editor={editor} />),
  ]
}
