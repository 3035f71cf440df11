'use strict';

module.exports = require('../boot-writer')('early');
