'use strict';

module.exports = require('../boot-writer')('late');
