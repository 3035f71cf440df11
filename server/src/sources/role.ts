import { defineSource } from './define-source';
import { isChange, resourceOf, verbOf } from './row-facts';

export default defineSource({
  name: 'role',
  actions: {
    'role.create': { label: 'Role created', description: 'A role for administrators was added.' },
    'role.update': { label: 'Role updated', description: 'Name or description of a role.' },
    'role.delete': { label: 'Role deleted', description: 'A role was removed.' },
  },
  start({ writes }) {
    writes.watch(['admin::role'], { relations: [] }, (changes) =>
      changes
        .filter(isChange)
        .map((change) => ({
          action: `role.${verbOf(change)}`,
          resource: resourceOf(change),
          changes: change.changes,
        }))
    );
  },
});
