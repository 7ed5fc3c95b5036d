import type { WritableDb } from './database.ts'

/** Writes what a run is found by: its models, quantizations and tags, and the words of its names, labels, tags and notes. Returns the way to do so. */
export function createLabSearchIndex(db: WritableDb): (row: number) => void {
  const clearFacets = db.prepare('DELETE FROM lab_facets WHERE run = ?')
  const writeFacets = db.prepare(
    `INSERT INTO lab_facets (kind, value, run)
     SELECT 'model', model_name, run FROM lab_variants WHERE run = :row
     UNION SELECT 'quantization', quantization, run FROM lab_variants WHERE run = :row
     UNION SELECT 'tag', value, row FROM lab_runs, json_each(tags) WHERE row = :row`,
  )
  const clearWords = db.prepare('DELETE FROM lab_search WHERE rowid = ?')
  const writeWords = db.prepare(
    `INSERT INTO lab_search (rowid, text)
     SELECT r.row, concat_ws(' ', r.name, r.model_names, r.variant_labels, r.tags, d.notes,
       (SELECT group_concat(json_extract(model, '$.fileName'), ' ') FROM lab_variants WHERE run = r.row))
     FROM lab_runs AS r JOIN lab_run_details AS d ON d.run = r.row WHERE r.row = ?`,
  )
  return (row) => {
    clearFacets.run(row)
    writeFacets.run({ row })
    clearWords.run(row)
    writeWords.run(row)
  }
}
