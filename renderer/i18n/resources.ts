import app from './en/app.json'
import chat from './en/chat.json'
import errors from './en/errors.json'
import library from './en/library.json'
import meter from './en/meter.json'
import picker from './en/picker.json'
import settings from './en/settings.json'

/** The English catalogue: one namespace for each feature. Every string that a user can read stands here. */
export const english = { app, chat, errors, library, meter, picker, settings }
