import { useTranslation } from 'react-i18next'
import { ContentsSearch } from '../../../app/contents-search.tsx'
import { changeFilter, useHistory } from '../history-state.ts'

/** The search over names, models, labels, tags and notes. The down arrow goes into the list of runs. */
export const HistorySearch = () => {
  const { t } = useTranslation('history')
  const text = useHistory(({ filter }) => filter.text) ?? ''
  return (
    <ContentsSearch
      query={text}
      onQuery={(next) => changeFilter('text', next === '' ? undefined : next)}
      label={t('search')}
      hint={t('search')}
      onLeave={() => document.querySelector<HTMLElement>('#page [data-row-link][tabindex="0"]')?.focus()}
    />
  )
}
