import fc from 'fast-check';

// The same examples each time, so that a failure is about the change at hand. Another seed looks elsewhere.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });

// A test that waits for a database in the process takes longer where others use the machine.
jest.setTimeout(60_000);
