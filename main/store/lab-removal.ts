import type { LabRepository } from '../core/ports/lab-repository.ts'
import type { WritableDb } from './database.ts'

/** Hides runs, brings them back, and forgets those that have been hidden for long enough. */
export function createLabRemoval(db: WritableDb): Pick<LabRepository, 'remove' | 'restore' | 'purge'> {
  const hide = db.prepare('UPDATE lab_runs SET removed_at_ms = ? WHERE id = ? AND removed_at_ms IS NULL')
  const show = db.prepare('UPDATE lab_runs SET removed_at_ms = NULL WHERE id = ?')
  const purge = db.prepare('DELETE FROM lab_runs WHERE removed_at_ms < ?')
  const each = db.transaction((runIds: readonly string[], work: (runId: string) => void) => runIds.forEach(work))

  return {
    remove: (runIds, atMs) => each.immediate(runIds, (runId) => void hide.run(atMs, runId)),
    restore: (runIds) => each.immediate(runIds, (runId) => void show.run(runId)),
    purge: (beforeMs) => void purge.run(beforeMs),
  }
}
