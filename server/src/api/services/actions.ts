import { createDeclaredActions } from '../../record/declared-actions';
import { actionChoices } from '../../sources';

/** `service('actions')`: every action that the log knows by name. */
export const createActionsService = () => createDeclaredActions(actionChoices());
