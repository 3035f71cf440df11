import { summarize } from './run-all/report';

// The names of the runs, as they reported under them: all, databases, crash, bench.
summarize(process.argv.slice(2));
