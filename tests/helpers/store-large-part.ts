import { randomBytes } from 'node:crypto';
import { createArchive } from '../../server/src/upkeep/archive/archive';
import { createFolder } from '../../server/src/upkeep/archive/folder';
import { eventDetails } from './event-details';

/** About a megabyte that does not become smaller by packing. */
async function* large() {
  for (let batch = 0; batch < 10; batch += 1) {
    yield [eventDetails({ payload: randomBytes(100_000).toString('base64') })];
  }
}

// A process of its own, because the limit of its files is that of the whole process. Prints the failure.
createArchive({ location: createFolder(process.argv[2]!), instance: 'limited' })
  .store(large())
  .then(
    () => console.log('stored'),
    (error: Error) => console.log(error.message)
  );
