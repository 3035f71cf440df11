export { openArchive } from './open-archive';
