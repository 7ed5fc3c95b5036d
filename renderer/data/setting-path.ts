/** The settings that other pages lead to. */
type LinkedSetting = 'meter.plugs' | 'cost.tariff' | 'cost.exchangeRate'

/** The address of a setting: its page, at its place. */
export const settingPath = (id: LinkedSetting): string => `/settings/${id}`

/** The id of the setting that an address names; null where it names none. */
export const settingIn = (path: string): string | null => {
  const [, section, id] = path.split('/')
  return section === 'settings' && id ? id : null
}
