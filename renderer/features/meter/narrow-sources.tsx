import { useTranslation } from 'react-i18next'
import { powerFigure } from '../../i18n/format-energy.ts'
import { useMeterState } from '../../stores/stores.tsx'
import { Button } from '../../ui/button.tsx'
import { EnergyProvenance } from '../../ui/energy-provenance.tsx'
import { SmallCaps } from '../../ui/small-caps.tsx'
import { EstimateOnly, isEstimateOnly } from './contents/estimate-only.tsx'
import { openGuide } from './guide/guide-state.ts'
import { sourceName } from './source-words.ts'

/** The meters in a row over the charts, where the window has no room for the contents beside them. */
export const NarrowSources = () => {
  const { t } = useTranslation('meter')
  const sources = useMeterState((state) => state.sources)
  if (!sources || sources.length === 0) return null
  return (
    <ul className="mb-3 hidden overflow-x-auto border-t-[1.5px] border-b border-ink2 border-b-rule2 max-medium:flex">
      {sources.map((source) => {
        const figure = powerFigure(source.powerW, source.provenance)
        return (
          <li key={source.id} className="min-w-36 flex-1 border-l border-rule px-3 py-1.5 first:border-l-0 first:pl-0">
            <SmallCaps>{sourceName(source, sources, t)}</SmallCaps>
            <p className="whitespace-nowrap">
              <span className="type-reading">{figure.value}</span>{' '}
              <span className="type-badge text-ink2">{figure.unit}</span>
            </p>
            {source.state === 'locked' ? (
              <Button variant="text" size="inline" onClick={openGuide}>
                {t('contents.unlock')}
              </Button>
            ) : (
              <EnergyProvenance
                provenance={source.powerW ? source.provenance : null}
                scopes={[source.scope]}
                sources={[source]}
              />
            )}
          </li>
        )
      })}
      {isEstimateOnly(sources) && (
        <li className="min-w-56 flex-2 border-l border-rule px-3 py-1.5">
          <EstimateOnly />
        </li>
      )}
    </ul>
  )
}
