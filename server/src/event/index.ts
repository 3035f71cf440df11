/** The forms an event takes on its way from a signal to the journal. */
export * from './schema';
export * from './types';
export * from './signals';
export { displayNameOf } from './display-name';
export { fieldTag, fieldTags, FIELDS_CUT, MAX_FIELD_TAGS, TAG_LENGTH } from './field-tags';
export { asLatin, unmixed } from './look-alikes';
export { rememberByName, rememberByObject, rememberShortTexts } from './remember';
export { matcherOf, matcherOfAny } from './pattern';
export { NO_REQUEST, NO_RESOURCE } from './nothing';
