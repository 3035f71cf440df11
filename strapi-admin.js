'use strict';

// For hosts that look for this file instead of reading the exports map.
module.exports = require('./dist/admin');
