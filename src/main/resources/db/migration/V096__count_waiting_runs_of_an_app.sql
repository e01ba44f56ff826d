-- A call for a run that would have to wait is refused when enough of its app wait already.
CREATE INDEX workflow_runs_waiting ON workflow_runs (app_id) WHERE status = 'scheduled' AND instance_id IS NULL;
