"""Libraries for browsers, from the npm registry into ``static/vendor`` by ``make vendor``, checked and recorded."""
