import type { LabFilter } from '#contract/lab/lab.ts'
import { toSearchQuery } from './search-query.ts'

/** A condition on `lab_runs AS r`, and the values of its named parameters. */
export type LabCondition = { sql: string; values: Record<string, string | number> }

const facet = (kind: string, value: string) =>
  `r.row IN (SELECT run FROM lab_facets WHERE kind = '${kind}' AND value = :${value})`

/** What a filter lets through: runs that are not removed, and that have each of what it names. */
export function labCondition(filter: LabFilter): LabCondition {
  const { text, modelName, quantization, tag, machineFingerprint, backend, state, fromMs, toMs, isImported } = filter
  const parts: [sql: string, values: LabCondition['values']][] = [
    ...(modelName === undefined ? [] : [condition(facet('model', 'modelName'), { modelName })]),
    ...(quantization === undefined ? [] : [condition(facet('quantization', 'quantization'), { quantization })]),
    ...(tag === undefined ? [] : [condition(facet('tag', 'tag'), { tag })]),
    ...(machineFingerprint === undefined
      ? []
      : [condition('r.machine_fingerprint = :machineFingerprint', { machineFingerprint })]),
    ...(backend === undefined ? [] : [condition('r.backend = :backend', { backend })]),
    ...(state === undefined ? [] : [condition('r.state = :state', { state })]),
    ...(fromMs === undefined ? [] : [condition('r.started_at_ms >= :fromMs', { fromMs })]),
    ...(toMs === undefined ? [] : [condition('r.started_at_ms < :toMs', { toMs })]),
    ...(isImported === undefined ? [] : [condition('r.is_imported = :isImported', { isImported: isImported ? 1 : 0 })]),
    ...textCondition(text ?? ''),
  ]
  return {
    sql: ['r.removed_at_ms IS NULL', ...parts.map(([sql]) => sql)].join(' AND '),
    values: Object.assign({}, ...parts.map(([, values]) => values)),
  }
}

function condition(sql: string, values: LabCondition['values']): [string, LabCondition['values']] {
  return [sql, values]
}

/** By the words of the index, or, where it has none to offer, as a piece of text anywhere. */
function textCondition(text: string): [string, LabCondition['values']][] {
  const query = toSearchQuery(text)
  if (query === null) return []
  if (query.type === 'words') {
    const { expression } = query
    return [condition('r.row IN (SELECT rowid FROM lab_search WHERE lab_search MATCH :expression)', { expression })]
  }
  const { piece } = query
  return [
    condition(
      `(SELECT instr(lower(concat_ws(' ', r.name, r.model_names, r.variant_labels, r.tags, d.notes)), lower(:piece))
        FROM lab_run_details AS d WHERE d.run = r.row) > 0`,
      { piece },
    ),
  ]
}
