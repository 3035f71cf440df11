// A boot takes seconds, on a busy machine tens of them; a hung one is ended by bootApp itself.
jest.setTimeout(480_000);
