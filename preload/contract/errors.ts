import { z } from 'zod'

/**
 * Every way a request can be refused or an answer can fail. A code is a stable name: the interface has a sentence for each
 * (what happened, why, what to do next), so that no message text crosses the contract.
 */
export const errorCodeSchema = z.enum([
  'CONVERSATION_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'MESSAGE_NOT_EDITABLE',
  'MODEL_NOT_FOUND',
  'MODEL_NOT_CHOSEN',
  'MODEL_FILE_MISSING',
  'MODEL_FILE_UNREADABLE',
  'MODEL_FILE_IS_A_FOLDER',
  'MODEL_FILE_EMPTY',
  'MODEL_FILE_NOT_GGUF',
  'MODEL_FILE_TRUNCATED',
  'MODEL_FILE_CORRUPT',
  'MODEL_ARCHITECTURE_UNKNOWN',
  'MODEL_LOAD_FAILED',
  'MODEL_PATH_NOT_ABSOLUTE',
  'OUT_OF_MEMORY',
  'PROMPT_LONGER_THAN_CONTEXT',
  'ENGINE_NOT_STARTED',
  'ENGINE_CRASHED',
  'ENGINE_CIRCUIT_OPEN',
  'ENGINE_NOT_RESPONDING',
  'APP_CLOSED',
  'STARTER_UNAVAILABLE',
  'DOWNLOAD_FAILED',
  'DOWNLOAD_NOT_FOUND',
  'DOWNLOAD_ADDRESS_REFUSED',
  'DOWNLOAD_FILE_NAME_REFUSED',
  'DOWNLOAD_REDIRECT_REFUSED',
  'DOWNLOAD_CUT_SHORT',
  'DOWNLOAD_STALLED',
  'DOWNLOAD_CHANGED_UPSTREAM',
  'CHECKSUM_MISMATCH',
  'DISK_FULL',
  'HUB_UNREACHABLE',
  'HUB_UNAUTHORIZED',
  'HUB_GATED',
  'HUB_NOT_FOUND',
  'HUB_RANGE_REFUSED',
  'HUB_RATE_LIMITED',
  'HUB_SERVER_ERROR',
  'HUB_ANSWER_INVALID',
  'HUB_TOKEN_REFUSED',
  'HUB_ENDPOINT_REFUSED',
  'FOLDER_NOT_FOUND',
  'FOLDER_UNREADABLE',
  'FOLDER_LISTED_ALREADY',
  'MODEL_PARTS_MISSING',
  'MODEL_NOT_DELETABLE',
  'TRASH_FAILED',
  'PROFILE_NOT_FOUND',
  'PROFILE_NAME_TAKEN',
  'IMPORT_NAME_REFUSED',
  'IMPORT_NAME_TAKEN',
  'IMPORT_INCOMPLETE',
  'METER_SOURCE_LOCKED',
  'METER_SOURCE_GONE',
  'METER_SOURCE_UNREADABLE',
  'METER_TOOL_FAILED',
  'METER_LIBRARY_FAILED',
  'METER_PLUG_ADDRESS_REFUSED',
  'METER_PLUG_UNREACHABLE',
  'METER_PLUG_UNKNOWN',
  'METER_PLUG_LOCKED',
  'METER_PLUG_LISTED_ALREADY',
  'METER_PLUGS_TOO_MANY',
  'METER_PLUG_NOT_FOUND',
  'CALIBRATION_NEEDS_PLUG',
  'CALIBRATION_NEEDS_COMPONENT',
  'CALIBRATION_LOAD_TOO_SMALL',
  'CALIBRATION_INTERRUPTED',
  'TIME_ZONE_UNKNOWN',
  'DATA_FROM_NEWER_VERSION',
  'DATABASE_DAMAGED',
  'NOT_SUPPORTED_BY_SHELL',
  'INTERNAL',
])
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** What a failure carries beside its code. */
export const errorDataSchema = z.object({
  /** Named values for the sentence that the interface shows, such as `fileName` or `exitCode`. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The raw message of the part that failed, for a developer; shown as it is, never translated. */
  detail: z.string().nullable(),
})

/** A failure that is kept or shown later: in a message, in the engine's state, in the list of download attempts. */
export const problemSchema = errorDataSchema.extend({ code: errorCodeSchema })
export type Problem = z.infer<typeof problemSchema>

/** The oRPC error map shared by all procedures: each code with the same data. */
export const errorMap = Object.fromEntries(
  errorCodeSchema.options.map((code) => [code, { data: errorDataSchema }]),
) as Record<ErrorCode, { data: typeof errorDataSchema }>
