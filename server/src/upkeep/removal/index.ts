/** The operator's command to empty the log, or to remove the plugin from a database for good. */
export { runCommand, type Surroundings } from './command';
