import { auditLogPaths, recordedReadPaths } from './audit-log.paths';
import { describePaths } from './path';

describePaths('the log itself', auditLogPaths);
describePaths('the log itself, whose reading is recorded', recordedReadPaths, {
  auditTrail: { record: { reads: true } },
});
