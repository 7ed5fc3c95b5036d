import type { AnswerEntry, EnergyLedgerRepository, HourEntry } from '../core/ports/energy-ledger-repository.ts'
import type { ReadableDb, WritableDb } from './database.ts'
import { answerRow, hourRow } from './energy-ledger-rows.ts'

/** The columns of a table, its integer key left out. */
function columnsOf(db: ReadableDb, table: string): string[] {
  return db.prepare<[string], string>(`SELECT name FROM pragma_table_info(?) WHERE name <> 'row'`).pluck().all(table)
}

/** Adds up two values of a column that may be missing in either. */
const add = (name: string) => `${name} = ifnull(${name} + excluded.${name}, ifnull(${name}, excluded.${name}))`

/** The writing half of the ledger. */
export function createEnergyLedgerWrites(db: WritableDb): Pick<EnergyLedgerRepository, 'addAnswer' | 'addHours'> {
  const answerColumns = columnsOf(db, 'answer_energy')
  const dayColumns = columnsOf(db, 'answer_days')
  const hourColumns = columnsOf(db, 'hour_energy')
  const insertAnswer = db.prepare<[ReturnType<typeof answerRow>]>(
    `INSERT INTO answer_energy (${answerColumns.join(', ')}) VALUES (${answerColumns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (message_id) DO NOTHING`,
  )
  const addToDay = db.prepare<[string]>(
    `INSERT INTO answer_days (${dayColumns.join(', ')}) SELECT ${dayColumns.join(', ')} FROM answer_parts WHERE message_id = ?
     ON CONFLICT (day, conversation_id, ifnull(model_id, ''), model_name, quantization, provenance, ifnull(currency, ''),
       ifnull(hardware_currency, ''))
     DO UPDATE SET first_ms = min(first_ms, excluded.first_ms), last_ms = max(last_ms, excluded.last_ms),
       ${dayColumns.slice(dayColumns.indexOf('answers')).map(add).join(', ')}`,
  )
  const setEnergy = db.prepare('UPDATE messages SET energy = ? WHERE id = ?')
  const addHour = db.prepare<[ReturnType<typeof hourRow>]>(
    `INSERT INTO hour_energy (${hourColumns.join(', ')}) VALUES (${hourColumns.map((name) => `:${name}`).join(', ')})
     ON CONFLICT (hour_start_ms, kind, ifnull(model_id, ''), model_name, quantization, ifnull(currency, ''), provenance)
     DO UPDATE SET ${hourColumns.slice(hourColumns.indexOf('duration_ms')).map(add).join(', ')}`,
  )
  const addAnswer = db.transaction((entry: AnswerEntry) => {
    if (insertAnswer.run(answerRow(entry)).changes === 0) return
    addToDay.run(entry.messageId)
    setEnergy.run(JSON.stringify(entry.energy), entry.messageId)
  })
  const addHours = db.transaction((entries: readonly HourEntry[]) => {
    for (const entry of entries) addHour.run(hourRow(entry))
  })

  return {
    addAnswer: (entry) => addAnswer.immediate(entry),
    addHours: (entries) => addHours.immediate(entries),
  }
}
