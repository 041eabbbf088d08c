"""Key accounts (大客户): the duties we have to them as a tracked list, and when a department for them is warranted."""
