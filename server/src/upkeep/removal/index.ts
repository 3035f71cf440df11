/** The command of an operator who empties the log, or takes the plugin out of a database for good. */
export { runCommand, type Surroundings } from './command';
