-- They are few, and a list for somebody who may not see all of them is counted by them.
CREATE INDEX apps_restricted ON apps (tenant_id) INCLUDE (id, created_by) WHERE access <> 'all_team_members';
