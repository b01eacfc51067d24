"""A local cloud that really waits and really runs: LocalStack with the parts of AWS that a bake needs."""
